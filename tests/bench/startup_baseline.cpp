// Prints what its argument says and links the libraries that dnsward links: the least that a
// program of this kind can take to start.
#include <cstdio>

int main(int argc, char** argv) {
  std::puts(argc > 1 ? argv[1] : "");
  return 0;
}
