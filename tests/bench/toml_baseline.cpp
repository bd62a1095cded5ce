// Parses one file with toml++ and does nothing with it.
#include <toml++/toml.h>

#include <cstdio>

int main(int argc, char** argv) {
  if (argc != 2) return 64;
  try {
    const auto table = toml::parse_file(argv[1]);
    std::printf("%zu top-level keys\n", table.size());
  } catch (const toml::parse_error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 78;
  }
  return 0;
}
