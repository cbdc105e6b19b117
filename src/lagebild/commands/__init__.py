"""The commands by theme, one thin function each: `answers` asks a whole ledger, `lists` goes through its claims."""
