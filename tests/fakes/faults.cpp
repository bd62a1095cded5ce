#include "fakes/faults.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <utility>

namespace dnsward::fake {
namespace {

using Json = nlohmann::ordered_json;

void wait(const Stage& stage, std::chrono::milliseconds time) {
  stage.clock.sleep_until(stage.clock.steady_now() + time, stage.stop);
}

void add_unknown(Json& value) {
  if (!value.is_structured()) return;
  for (Json& child : value) add_unknown(child);
  if (value.is_object())
    value["x_unknown"] = {{"since", 2031}, {"list", Json::array({1, nullptr})}};
}

/// Leaves a reply alone that is not JSON.
Effect edit_json(std::function<void(Json&)> edit) {
  return edit_reply([edit = std::move(edit)](Reply& reply) {
    Json value = Json::parse(reply.body, nullptr, false);
    if (value.is_discarded()) return;
    edit(value);
    reply.body = value.dump();
  });
}

void remove_at(Json& value, const Json::json_pointer& where) {
  Json& parent = value.at(where.parent_pointer());
  if (parent.is_array()) {
    parent.erase(static_cast<std::size_t>(std::stoul(where.back())));
  } else {
    parent.erase(where.back());
  }
}

}  // namespace

Effect answer(Reply reply) {
  return [reply = std::move(reply)](const Stage&) { return reply; };
}

Effect answer(int status, std::string body) {
  return answer(Reply{.status = status, .body = std::move(body)});
}

Effect html(int status) {
  const std::string number = std::to_string(status);
  return answer(Reply{.status = status,
                      .body = "<html>\r\n<head><title>" + number +
                              "</title></head>\r\n<body>\r\n<h1>" + number +
                              "</h1>\r\n</body>\r\n</html>\r\n",
                      .content_type = "text/html"});
}

Effect throttle(std::string retry_after) {
  Reply reply{.status = 429, .body = "{}"};
  if (!retry_after.empty()) reply.headers.push_back({"Retry-After", std::move(retry_after)});
  return answer(std::move(reply));
}

Effect refuse() {
  return answer(Reply{.cut = Cut::refused});
}

Effect cut_before_commit() {
  return answer(Reply{.cut = Cut::before_reply});
}

Effect cut_after_commit() {
  return edit_reply([](Reply& reply) { reply.cut = Cut::before_reply; });
}

Effect truncate_after_commit() {
  return edit_reply([](Reply& reply) { reply.cut = Cut::in_body; });
}

Effect replace_reply(Reply reply) {
  return edit_reply([reply = std::move(reply)](Reply& own) { own = reply; });
}

Effect delay_before_commit(std::chrono::milliseconds time) {
  return [time](const Stage& stage) {
    wait(stage, time);
    return stage.proceed();
  };
}

Effect delay_after_commit(std::chrono::milliseconds time) {
  return [time](const Stage& stage) {
    Reply reply = stage.proceed();
    wait(stage, time);
    return reply;
  };
}

Effect meanwhile(std::function<void()> edit) {
  return [edit = std::move(edit)](const Stage& stage) {
    edit();
    return stage.proceed();
  };
}

Effect afterwards(std::function<void()> edit) {
  return [edit = std::move(edit)](const Stage& stage) {
    Reply reply = stage.proceed();
    edit();
    return reply;
  };
}

Effect edit_reply(std::function<void(Reply&)> edit) {
  return [edit = std::move(edit)](const Stage& stage) {
    Reply reply = stage.proceed();
    edit(reply);
    return reply;
  };
}

Effect extra_fields() {
  return edit_json(add_unknown);
}

Effect set_json(std::string pointer, std::optional<std::string> json_text) {
  return edit_json([where = Json::json_pointer(pointer), text = std::move(json_text)](Json& value) {
    if (text) {
      value[where] = Json::parse(*text);
    } else {
      remove_at(value, where);
    }
  });
}

void FaultScript::add(Fault fault) {
  const std::lock_guard lock(mutex_);
  faults_.push_back({std::move(fault)});
}

void FaultScript::clear() {
  const std::lock_guard lock(mutex_);
  faults_.clear();
}

std::vector<Effect> FaultScript::due(const Call& call) {
  const std::lock_guard lock(mutex_);
  std::vector<Effect> effects;
  for (Counted& counted : faults_) {
    const Fault& fault = counted.fault;
    if (!fault.method.empty() && fault.method != call.method) continue;
    if (!call.path.starts_with(fault.prefix)) continue;
    ++counted.seen;
    const bool over = fault.times != 0 && counted.seen >= fault.nth + fault.times;
    if (counted.seen >= fault.nth && !over) effects.push_back(fault.effect);
  }
  return effects;
}

Reply FaultScript::run(const Call& call, const Clock& clock, const std::stop_token& stop,
                       const std::function<Reply()>& work) {
  const std::vector<Effect> effects = due(call);
  std::function<Reply()> proceed = work;
  for (auto effect = effects.rbegin(); effect != effects.rend(); ++effect) {
    proceed = [&call, &clock, &stop, run = *effect, inner = std::move(proceed)] {
      return run(Stage{call, clock, stop, inner});
    };
  }
  return proceed();
}

}  // namespace dnsward::fake
