-- Reads every file named in a list, one name a line, and writes one JSON document per line.
-- (A list, because pandoc's Lua crashes on more than about a hundred arguments.)
local format, list = arg[1], arg[2]
for name in io.lines(list) do
  local file = assert(io.open(name, "rb"))
  local text = file:read("a")
  file:close()
  io.write(pandoc.write(pandoc.read(text, format), "json"), "\n")
end
