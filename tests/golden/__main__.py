"""Writes the golden readings anew; read the difference before you commit it."""

from tests.golden import golden_file, pages, reading

if __name__ == "__main__":
    for page, published in pages():
        golden_file(page).write_text(reading(page, published), encoding="utf-8")
        print(golden_file(page))
