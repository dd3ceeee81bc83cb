#include "wire/chat.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "json.hpp"
#include "wire/model_family.hpp"

namespace moa::wire {
namespace {

constexpr std::string_view both_max_tokens_names[] = {"max_tokens", "max_completion_tokens"};

/// In quarters of a token per character, by its length in UTF-8: byte-pair vocabularies hold about four Latin
/// letters a token, two Cyrillic or Greek ones, a little more than one CJK character, and half an emoji.
std::int64_t quarters_of(std::string_view text) {
    std::int64_t quarters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            quarters += 1;
        } else if (byte >= 0xF0) {
            quarters += 8;
        } else if (byte >= 0xE0) {
            quarters += 3;
        } else if (byte >= 0xC0) {
            quarters += 2;
        }
    }
    return quarters;
}

/// `"role":...,"content":...` of every message, between braces and commas.
void append_messages(std::string& out, const std::vector<ChatMessage>& messages, const ModelTraits& traits) {
    for (const ChatMessage& message : messages) {
        out += &message == messages.data() ? "{\"role\":" : ",{\"role\":";
        append_json_string(out, message.role == "system" ? traits.system_role : message.role);
        out += ",\"content\":";
        append_json_string(out, message.content);
        out += '}';
    }
}

/// Room for the texts with their line feeds and quotes escaped.
std::size_t room_for(const std::vector<ChatMessage>& messages) {
    std::size_t size = 0;
    for (const ChatMessage& message : messages)
        size += message.content.size() + message.content.size() / 16 + 64;
    return size;
}

}  // namespace

std::string encode_chat_request(const ChatRequest& request, const Dialect& dialect) {
    const ModelTraits traits = traits_of(dialect, request.model);
    Json body = Json::object();
    body["model"] = request.model;
    body["messages"] = Json::array();
    const std::size_t before_messages = dump_json(body).size() - 2;  // "]}"
    body["stream"] = true;
    if (dialect.stream_options) body["stream_options"] = Json{{"include_usage", true}};
    if (request.temperature && std::isfinite(*request.temperature) && traits.takes_temperature)
        body["temperature"] = *request.temperature;
    if (request.max_tokens) body[dialect.max_tokens_name] = *request.max_tokens;
    if (!request.stop.empty() && traits.takes_stop) body["stop"] = request.stop;
    if (request.seed) body["seed"] = *request.seed;
    if (request.reasoning) {
        const Result<JsonBox> members =
            reasoning_members(dialect.reasoning, request.model, *request.reasoning);
        if (members.ok()) body.update(*members.value());
    }
    if (request.extra->is_object()) {
        for (const auto& [name, value] : request.extra->items()) {
            if (body.contains(name) || value.is_null()) continue;
            // A limit under its other name would contradict the one that is set.
            const bool is_limit = name == both_max_tokens_names[0] || name == both_max_tokens_names[1];
            if (is_limit && request.max_tokens) continue;
            body[name] = value;
        }
    }
    // Their texts are many times as long as all the rest: they are written without a copy in between.
    const std::string frame = dump_json(body);
    std::string text;
    text.reserve(frame.size() + room_for(request.messages));
    text.append(frame, 0, before_messages);
    append_messages(text, request.messages, traits);
    text.append(frame, before_messages);
    return text;
}

std::int64_t estimate_tokens(std::string_view text) {
    std::int64_t quarters = 0;
    // Speeds are told from it in every frame, of answers that may be long: plain ASCII is counted many at
    // once.
    std::array<std::uint64_t, 4> words{};
    for (; text.size() >= sizeof words; text.remove_prefix(sizeof words)) {
        std::memcpy(words.data(), text.data(), sizeof words);
        constexpr std::uint64_t high_bits = 0x8080808080808080U;
        const bool ascii = ((words[0] | words[1] | words[2] | words[3]) & high_bits) == 0;
        quarters +=
            ascii ? static_cast<std::int64_t>(sizeof words) : quarters_of(text.substr(0, sizeof words));
    }
    return (quarters + quarters_of(text) + 3) / 4;
}

}  // namespace moa::wire
