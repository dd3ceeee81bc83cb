#include "simulate/chat_ask.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "json.hpp"

namespace moa::simulate {

namespace {

using MaybeRefusal = std::optional<Refusal>;

Refusal bad(std::string_view param, std::string_view must) {
    return {400, "'" + std::string(param) + "' must be " + std::string(must) + ".", std::string(param), ""};
}

const Json* member(const Json& object, std::string_view key) {
    const Json* value = find(object, key);
    return value != nullptr && value->is_null() ? nullptr : value;
}

const std::string* plain_text_of(const Json& value) {
    return value.get_ptr<const std::string*>();
}

/// Content is a text or a list of parts, of which the text parts count.
bool append_content(const Json& content, std::string& out) {
    if (const std::string* text = plain_text_of(content)) {
        out += *text;
        return true;
    }
    if (!content.is_array()) return false;
    for (const Json& part : content) {
        if (!part.is_object()) return false;
        out += find_string(part, "text");
    }
    return true;
}

MaybeRefusal read_messages(const Json& body, std::vector<wire::ChatMessage>& out) {
    static constexpr std::array<std::string_view, 5> roles = {"system", "developer", "user", "assistant",
                                                              "tool"};
    const Json* messages = member(body, "messages");
    if (messages == nullptr || !messages->is_array() || messages->empty()) {
        return bad("messages", "a list of at least one message");
    }
    for (const Json& message : *messages) {
        const std::string path = "messages[" + std::to_string(out.size()) + "]";
        wire::ChatMessage read;
        read.role = find_string(message, "role");
        if (std::find(roles.begin(), roles.end(), read.role) == roles.end()) {
            return bad(path + ".role", "one of system, developer, user, assistant and tool");
        }
        const Json* content = member(message, "content");
        if (content == nullptr || !append_content(*content, read.content)) {
            return bad(path + ".content", "a string or a list of parts");
        }
        out.push_back(std::move(read));
    }
    return std::nullopt;
}

MaybeRefusal read_flag(const Json& object, std::string_view key, bool& out) {
    const Json* value = member(object, key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_boolean()) return bad(key, "true or false");
    out = value->get<bool>();
    return std::nullopt;
}

MaybeRefusal read_max_tokens(const Json& body, std::string_view key, std::optional<std::int64_t>& out) {
    const Json* value = member(body, key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number_integer() || value->get<std::int64_t>() < 1)
        return bad(key, "a whole number of at least 1");
    out = value->get<std::int64_t>();
    return std::nullopt;
}

MaybeRefusal read_stop(const Json& body, std::vector<std::string>& out) {
    const Json* stop = member(body, "stop");
    if (stop == nullptr) return std::nullopt;
    if (const std::string* text = plain_text_of(*stop)) {
        out = {*text};
        return std::nullopt;
    }
    const bool fits =
        stop->is_array() && stop->size() <= 4 &&
        std::all_of(stop->begin(), stop->end(), [](const Json& item) { return item.is_string(); });
    if (!fits) return bad("stop", "a string or a list of at most 4 strings");
    for (const Json& item : *stop)
        out.push_back(*plain_text_of(item));
    return std::nullopt;
}

MaybeRefusal check_number(const Json& body, std::string_view key, double low, double high,
                          std::string_view must) {
    const Json* value = member(body, key);
    if (value == nullptr) return std::nullopt;
    const bool fits = value->is_number() && value->get<double>() >= low && value->get<double>() <= high;
    return fits ? std::nullopt : MaybeRefusal(bad(key, must));
}

}  // namespace

std::variant<ChatAsk, Refusal> read_chat_ask(std::string_view body) {
    const std::optional<Json> json = parse_json(body);
    if (!json || !json->is_object()) return Refusal{400, "The request's body must be a JSON object.", "", ""};
    ChatAsk ask;
    const Json* model = member(*json, "model");
    if (model == nullptr || plain_text_of(*model) == nullptr || plain_text_of(*model)->empty())
        return bad("model", "a model id");
    ask.model = *plain_text_of(*model);
    if (auto refusal = read_messages(*json, ask.messages)) return *refusal;
    if (auto refusal = read_flag(*json, "stream", ask.stream)) return *refusal;
    if (const Json* options = member(*json, "stream_options")) {
        if (!options->is_object()) return bad("stream_options", "an object");
        if (auto refusal = read_flag(*options, "include_usage", ask.include_usage)) return *refusal;
    }
    for (const std::string_view key : {"max_tokens", "max_completion_tokens"}) {
        if (auto refusal = read_max_tokens(*json, key, ask.max_tokens)) return *refusal;
    }
    if (auto refusal = read_stop(*json, ask.stop)) return *refusal;
    if (auto refusal = check_number(*json, "temperature", 0, 2, "a number from 0 to 2")) return *refusal;
    if (auto refusal = check_number(*json, "n", 1, 1, "1")) return *refusal;
    return ask;
}

}  // namespace moa::simulate
