-- Reads every file named on the command line and writes one JSON document per line.
local format = arg[1]
for index = 2, #arg do
  local file = assert(io.open(arg[index], "rb"))
  local text = file:read("a")
  file:close()
  io.write(pandoc.write(pandoc.read(text, format), "json"), "\n")
end
