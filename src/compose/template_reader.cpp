#include "compose/template_reader.h"

#include "base/text.h"
#include "compose/template_variables.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace dnsward {
namespace {

using nlohmann::json;

constexpr int deepest_template = 32;

std::string_view json_kind(const json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  if (value.is_string()) return "a text";
  if (value.is_number()) return "a number";
  if (value.is_boolean()) return "true or false";
  return "null";
}

std::string upper_case(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

bool is_all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// The place of an octet, counted from 1 as the parser does.
SourcePos place_of_octet(std::string_view text, std::size_t octet, const std::string& file) {
  const auto before = text.substr(0, octet == 0 ? 0 : octet - 1);
  const auto line_start = before.rfind('\n') + 1;
  const auto lines = std::count(before.begin(), before.end(), '\n');
  return {file, static_cast<std::uint32_t>(lines + 1),
          static_cast<std::uint32_t>(character_count(before.substr(line_start)) + 1)};
}

/// "unexpected end of input; expected ']'" of the parser's long sentence.
std::string parser_words(std::string_view what) {
  constexpr std::string_view lead = "syntax error ";
  if (const auto at = what.find(lead); at != std::string_view::npos) {
    what.remove_prefix(at + lead.size());
  }
  return std::string(what);
}

class TemplateReader {
 public:
  explicit TemplateReader(const std::string& file) : file_(&file) {}

  ReadTemplate read(std::string_view text);

 private:
  std::optional<json> parse(std::string_view text);
  void refuse(const std::string& place, std::string_view problem, std::string hint = {});
  void read_head(const json& root);
  void read_record(const json& record, const std::string& place);
  std::string text_of(const json& object, const std::string& place, const char* name,
                      bool is_required);
  std::string number_of(const json& object, const std::string& place, const char* name,
                        bool is_required);

  const std::string* file_;
  ReadTemplate result_;
};

void TemplateReader::refuse(const std::string& place, std::string_view problem, std::string hint) {
  Error error{ErrorKind::config, fmt::format("{} {}", place, problem), std::move(hint)};
  error.where = SourcePos{*file_};
  result_.errors.push_back(std::move(error));
}

std::optional<json> TemplateReader::parse(std::string_view text) {
  const auto tell = [&](std::string message, std::string hint, SourcePos where) {
    Error error{ErrorKind::config, std::move(message), std::move(hint)};
    error.where = std::move(where);
    result_.errors.push_back(std::move(error));
  };
  if (text.size() > most_template_octets) {
    tell(fmt::format("the template has {} octets, the limit is {}", text.size(),
                     most_template_octets),
         "give the JSON of one Domain Connect template", {*file_});
    return {};
  }
  bool is_too_deep = false;
  const auto watch = [&](int depth, json::parse_event_t, json&) {
    is_too_deep = is_too_deep || depth > deepest_template;
    return !is_too_deep;
  };
  try {
    auto root = json::parse(text, watch);
    if (!is_too_deep) return root;
    tell(fmt::format("the template nests deeper than {} levels", deepest_template),
         "give the JSON of one Domain Connect template", {*file_});
  } catch (const json::parse_error& error) {
    tell(fmt::format("the template is not JSON: {}", parser_words(error.what())),
         "give the JSON of one Domain Connect template", place_of_octet(text, error.byte, *file_));
  } catch (const json::exception& error) {  // a number that no double holds
    tell(fmt::format("the template can't be read: {}", error.what()), "correct the number",
         {*file_});
  }
  return {};
}

std::string TemplateReader::text_of(const json& object, const std::string& place, const char* name,
                                    bool is_required) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) {
    if (is_required) {
      refuse(place.empty() ? "/" : place, fmt::format(R"(has no "{}")", name),
             fmt::format(R"(add "{}": "...")", name));
    }
    return {};
  }
  if (found->is_string()) return found->get<std::string>();
  refuse(fmt::format("{}/{}", place, name), fmt::format("must be a text, is {}", json_kind(*found)),
         "put it in quotes");
  return {};
}

std::string TemplateReader::number_of(const json& object, const std::string& place,
                                      const char* name, bool is_required) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return text_of(object, place, name, is_required);
  if (found->is_string()) {
    auto text = found->get<std::string>();
    if (is_all_digits(text) || is_only_variable(text)) return text;
    refuse(fmt::format("{}/{}", place, name),
           fmt::format(R"(must be a number or one variable, is "{}")", text));
    return {};
  }
  if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
  refuse(fmt::format("{}/{}", place, name),
         fmt::format("must be a whole number or one variable, is {}",
                     found->is_number() ? found->dump() : std::string(json_kind(*found))));
  return {};
}

void TemplateReader::read_head(const json& root) {
  ConnectTemplate& value = result_.value;
  value.provider_id = text_of(root, "", "providerId", true);
  value.provider_name = text_of(root, "", "providerName", true);
  value.service_id = text_of(root, "", "serviceId", true);
  value.service_name = text_of(root, "", "serviceName", true);
  value.version = number_of(root, "", "version", false);
  value.description = text_of(root, "", "description", false);
  value.variable_description = text_of(root, "", "variableDescription", false);
  const auto host_required = root.find("hostRequired");
  if (host_required == root.end() || host_required->is_null()) return;
  if (host_required->is_boolean()) {
    value.host_required = host_required->get<bool>();
  } else {
    refuse("/hostRequired", fmt::format("must be true or false, is {}", json_kind(*host_required)));
  }
}

void TemplateReader::read_record(const json& record, const std::string& place) {
  if (!record.is_object()) {
    refuse(place, fmt::format("must be an object, is {}", json_kind(record)));
    return;
  }
  TemplateRecord value;
  value.place = place;
  value.type = upper_case(text_of(record, place, "type", true));
  value.group = text_of(record, place, "groupId", false);
  value.essential = text_of(record, place, "essential", false);
  const bool is_txt = value.type == "TXT";
  const bool is_mx = value.type == "MX";
  const bool is_target = is_mx || value.type == "CNAME";
  const bool is_spf = value.type == "SPFM";
  if (is_txt || is_target || is_spf) {
    value.host = text_of(record, place, "host", true);
  } else if (const char* name = value.type == "SRV" ? "name" : "host";
             record.contains(name) && record[name].is_string()) {
    value.host = record[name].get<std::string>();
  }
  if (is_txt) {
    value.data = text_of(record, place, "data", true);
    value.conflict_mode = text_of(record, place, "txtConflictMatchingMode", false);
    value.conflict_prefix = text_of(record, place, "txtConflictMatchingPrefix", false);
  }
  if (is_target) value.points_to = text_of(record, place, "pointsTo", true);
  if (is_mx) value.priority = number_of(record, place, "priority", true);
  if (is_spf) value.spf_rules = text_of(record, place, "spfRules", true);
  result_.value.records.push_back(std::move(value));
}

ReadTemplate TemplateReader::read(std::string_view text) {
  const auto root = parse(text);
  if (!root) return std::move(result_);
  if (!root->is_object()) {
    refuse("/", fmt::format("must be an object, is {}", json_kind(*root)),
           "give the JSON of one Domain Connect template");
    return std::move(result_);
  }
  read_head(*root);
  const auto records = root->find("records");
  if (records == root->end()) {
    refuse("/", R"(has no "records")", R"(add "records": [...])");
  } else if (!records->is_array()) {
    refuse("/records", fmt::format("must be an array, is {}", json_kind(*records)));
  } else if (records->empty()) {
    refuse("/records", "is empty", "give a template with records");
  } else {
    std::size_t index = 0;
    for (const json& record : *records) read_record(record, fmt::format("/records/{}", index++));
  }
  return std::move(result_);
}

}  // namespace

ReadTemplate read_template(std::string_view text, const std::string& file) {
  return TemplateReader(file).read(text);
}

}  // namespace dnsward
