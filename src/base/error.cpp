#include "base/error.h"

#include <utility>

namespace dnsward {

std::string to_text(const SourcePos& where) {
  std::string text = where.file;
  if (where.line != 0) text += ':' + std::to_string(where.line);
  if (where.line != 0 && where.column != 0) text += ':' + std::to_string(where.column);
  return text;
}

Error Error::within(std::string what) && {
  if (context.empty() || context.back() != what) context.push_back(std::move(what));
  return std::move(*this);
}

Error Error::at(const SourcePos& place) && {
  if (!where) where = place;
  return std::move(*this);
}

}  // namespace dnsward
