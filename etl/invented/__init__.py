"""The parts of the invented export: words, places, the programme, draws and layout. `etl.demo` puts them together."""
