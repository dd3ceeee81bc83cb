#include "wire/delta_document.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

#include "wire/error_body.hpp"
#include "wire/error_statement.hpp"
#include "wire/utf8.hpp"

namespace moa::wire {
namespace {

// The parser takes valid UTF-8 only. Invalid bytes go through it in disguise: byte b as the private code
// point U+10FF00 + b, in UTF-8 four bytes F4 8F BE|BF xx. Where a text with invalid bytes uses those code
// points itself, they are disguised too, byte by byte, so nothing is taken for what it is not.
constexpr std::string_view disguise_start = "\xF4\x8F";

bool is_disguise(std::string_view at) {
    if (at.size() < 4 || !at.starts_with(disguise_start)) return false;
    const auto third = static_cast<unsigned char>(at[2]);
    return third == 0xBE || third == 0xBF;
}

void append_disguised(std::string_view bytes, std::string& out) {
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out.append(disguise_start);
        out.push_back(static_cast<char>(byte < 0xC0 ? 0xBE : 0xBF));
        out.push_back(static_cast<char>(byte & 0xBF));
    }
}

std::string disguise_invalid(std::string_view data) {
    std::string out;
    out.reserve(data.size() + 16);
    while (!data.empty()) {
        const auto lead = static_cast<unsigned char>(data.front());
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        const std::string_view sequence = data.substr(0, length);
        if (is_valid_utf8(sequence) && !is_disguise(data)) {
            out.append(sequence);
            data.remove_prefix(sequence.size());
        } else {
            append_disguised(data.substr(0, 1), out);
            data.remove_prefix(1);
        }
    }
    return out;
}

std::string undisguise(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (!is_disguise(text)) {
            out.push_back(text.front());
            text.remove_prefix(1);
            continue;
        }
        const auto low_bits = static_cast<unsigned char>(text[3]);
        const auto third = static_cast<unsigned char>(text[2]);
        out.push_back(static_cast<char>(third == 0xBE ? low_bits : low_bits | 0x40));
        text.remove_prefix(4);
    }
    return out;
}

std::string valid_undisguised(std::string_view text) {
    std::string out;
    append_valid_utf8(undisguise(text), out);
    return out;
}

/// The string value of a member, or of none.
std::string_view string_member(const Json& object, std::string_view name) {
    return find_string(object, name);
}

void append_blocks(const Json& blocks, ChatDelta& out, bool thinking);

/// A block of an array content: {"type":"text","text":...}, Mistral's
/// {"type":"thinking","thinking":[blocks]}, or a string.
void append_block(const Json& block, ChatDelta& out, bool thinking) {
    if (block.is_string()) {
        (thinking ? out.reasoning : out.text) += *block.get_ptr<const std::string*>();
        return;
    }
    const std::string_view type = string_member(block, "type");
    if (type == "thinking" || type == "reasoning") {
        const Json* inner = find(block, type);
        if (inner != nullptr && inner->is_array()) {
            append_blocks(*inner, out, true);
        } else {
            out.reasoning += inner != nullptr && inner->is_string() ? string_member(block, type)
                                                                    : string_member(block, "text");
        }
    } else if (type.empty() || type == "text" || type == "output_text") {
        (thinking ? out.reasoning : out.text) += string_member(block, "text");
    }
}

void append_blocks(const Json& blocks, ChatDelta& out, bool thinking) {
    for (const Json& block : blocks)
        append_block(block, out, thinking);
}

/// The reasoning of a delta, once: providers repeat the same words under several names. DeepSeek, Together,
/// llama.cpp and vLLM say reasoning_content; Groq, Together, Ollama and OpenRouter reasoning; OpenRouter
/// reasoning_details besides; GitHub's models reasoning_text; proxies of Anthropic's models thinking.
void append_reasoning(const Json& delta, ChatDelta& out) {
    for (const std::string_view name : {"reasoning_content", "reasoning", "reasoning_text", "thinking"}) {
        const std::string_view text = string_member(delta, name);
        if (!text.empty()) {
            out.reasoning += text;
            return;
        }
    }
    const Json* details = find(delta, "reasoning_details");
    if (details == nullptr || !details->is_array()) return;
    for (const Json& detail : *details) {
        const std::string_view text = string_member(detail, "text");
        out.reasoning += text.empty() ? string_member(detail, "summary") : text;
    }
}

/// `delta` of a chunk or `message` of a whole completion.
void decode_message(const Json& message, ChatDelta& out) {
    const std::size_t before = out.text.size();
    const std::size_t reasoning_before = out.reasoning.size();
    if (const Json* content = find(message, "content"); content != nullptr) {
        if (content->is_string()) {
            out.text += *content->get_ptr<const std::string*>();
        } else if (content->is_array()) {
            append_blocks(*content, out, false);
        } else if (content->is_object() || content->is_number()) {
            // No provider documents such a form, so what is read from it may not be all.
            append_block(*content, out, false);
            out.unreadable = true;
            out.error = Error{ErrorKind::bad_response, 0,
                              std::string("The answer's content is ") +
                                  (content->is_object() ? "an object" : "a number") + ", not text."};
        }
    }
    // A refusal is what the model says to the user.
    if (out.text.size() == before) out.text += string_member(message, "refusal");
    if (out.reasoning.size() == reasoning_before) append_reasoning(message, out);
}

std::optional<std::int64_t> read_count(const Json& usage, std::string_view name) {
    const Json* member = find(usage, name);
    if (member == nullptr || !member->is_number()) return std::nullopt;
    const double value = member->get<double>();
    if (!(value >= 0 && value < 1e15)) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

std::optional<Usage> read_usage(const Json* usage) {
    if (usage == nullptr) return std::nullopt;
    const auto prompt = read_count(*usage, "prompt_tokens");
    const auto completion = read_count(*usage, "completion_tokens");
    if (!prompt && !completion) return std::nullopt;
    return Usage{prompt.value_or(0), completion.value_or(0), false};
}

/// OpenRouter's usage.cost: what the call was charged with, in credits of one US dollar.
std::optional<double> read_cost(const Json& usage) {
    const Json* cost = find(usage, "cost");
    if (cost == nullptr || !cost->is_number()) return std::nullopt;
    const double value = cost->get<double>();
    if (!(value >= 0 && value < 1e6)) return std::nullopt;
    return value;
}

/// What the event itself reports counts before what of it cannot be read.
void set_error(Error error, ChatDelta& out) {
    out.error = std::move(error);
    out.unreadable = false;
}

/// Whether an "error" member reports one: some servers send null, false, "" or {} in every chunk.
bool is_error(const Json* error) {
    if (error == nullptr || error->is_null()) return false;
    if (error->is_boolean()) return error->get<bool>();
    if (error->is_string()) return !error->get_ptr<const std::string*>()->empty();
    return !error->empty();
}

/// -1 where there is none.
int index_of(const Json& choice) {
    const Json* index = find(choice, "index");
    if (index == nullptr || !index->is_number_unsigned()) return -1;
    const auto value = index->get<std::uint64_t>();
    return value <= 1000 ? static_cast<int>(value) : -1;
}

/// The word behind finish_reason: plain, as {"type": word} (SGLang), or under the name that JavaScript gives
/// it.
std::string_view finish_word(const Json& choice) {
    for (const std::string_view name : {"finish_reason", "finishReason"}) {
        if (const std::string_view word = string_member(choice, name); !word.empty()) return word;
        if (const Json* reason = find(choice, name); reason != nullptr && reason->is_object()) {
            if (const std::string_view word = string_member(*reason, "type"); !word.empty()) return word;
        }
    }
    return {};
}

void decode_choice(const Json& choice, ChatDelta& out) {
    out.choice = index_of(choice);
    const Json* message = find(choice, "delta");
    if (message == nullptr || !message->is_object()) {
        message = find(choice, "message");
        out.whole = message != nullptr;
    }
    if (message != nullptr && message->is_object()) {
        decode_message(*message, out);
    } else {
        // Together repeats delta.content here; without a delta it is a server that speaks legacy completions.
        out.text += string_member(choice, "text");
    }
    const std::string_view reason = finish_word(choice);
    if (!reason.empty()) out.finish_reason = normalise_finish_reason(reason);
    if (const Json* error = find(choice, "error"); is_error(error))
        set_error(decode_error_object(*error), out);
}

/// The choice that is wanted, else the first one.
const Json& wanted_choice(const Json& choices, int wanted) {
    for (const Json& choice : choices) {
        if (wanted >= 0 && index_of(choice) == wanted) return choice;
    }
    return choices.front();
}

void decode_chunk(const Json& chunk, ChatDelta& out) {
    const Json* choices = find(chunk, "choices");
    if (choices != nullptr && choices->is_array() && !choices->empty())
        decode_choice(wanted_choice(*choices, out.wanted_choice), out);
    if (is_end_object(chunk) && out.finish_reason.empty()) out.finish_reason = "stop";

    const Json* groq = find(chunk, "x_groq");
    std::optional<Usage> usage = read_usage(find(chunk, "usage"));
    if (!usage && groq != nullptr) usage = read_usage(find(*groq, "usage"));
    if (usage) out.usage = usage;
    if (const Json* counted = find(chunk, "usage"); counted != nullptr) {
        if (const std::optional<double> cost = read_cost(*counted)) out.cost = cost;
    }

    const Json* error = find(chunk, "error");
    if (!is_error(error) && groq != nullptr) error = find(*groq, "error");
    if (is_error(error)) {
        set_error(decode_error_object(*error), out);
    } else if (!string_member(chunk, "error_message").empty() ||
               !string_member(chunk, "error_type").empty() || string_member(chunk, "object") == "error" ||
               reports_error(chunk)) {
        set_error(decode_error_object(chunk), out);
    }
}

/// The code unit of an escape "\uXXXX" at the start of `text`, or -1.
int escaped_unit(std::string_view text) {
    if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return -1;
    int unit = 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
    return error == std::errc() && end == text.data() + 6 ? unit : -1;
}

/// `data` with bytes in disguise for each escaped half of a surrogate pair that stands alone, as servers
/// write them that cut a text by its UTF-16. JSON.parse takes them, and the other half may come with the next
/// event.
std::string with_disguised_halves(std::string_view data) {
    std::string out;
    while (!data.empty()) {
        if (data.size() < 2 || data.front() != '\\') {
            out.push_back(data.front());
            data.remove_prefix(1);
            continue;
        }
        const int unit = escaped_unit(data);
        const bool high = unit >= 0xD800 && unit <= 0xDBFF;
        const int next = high ? escaped_unit(data.substr(6)) : -1;
        const bool pair = next >= 0xDC00 && next <= 0xDFFF;
        const bool half = !pair && unit >= 0xD800 && unit <= 0xDFFF;
        const std::size_t length = pair ? 12 : unit >= 0 ? 6 : 2;
        if (half) {
            append_disguised(half_surrogate(unit), out);
        } else {
            out.append(data.substr(0, length));
        }
        data.remove_prefix(length);
    }
    return out;
}

/// The document of a text that the parser refuses for characters that are none.
std::optional<Json> parse_disguised(std::string_view data) {
    const bool valid = is_valid_utf8(data);
    const bool surrogates =
        data.find("\\ud") != std::string_view::npos || data.find("\\uD") != std::string_view::npos;
    if (valid && !surrogates) return std::nullopt;
    const std::string disguised = disguise_invalid(data);
    return parse_json(surrogates ? with_disguised_halves(disguised) : disguised);
}

}  // namespace

bool decode_chat_document(std::string_view data, ChatDelta& out) {
    if (const std::optional<Json> chunk = parse_json(data)) {
        decode_chunk(*chunk, out);
        return true;
    }
    const std::optional<Json> chunk = parse_disguised(data);
    if (!chunk) return false;
    ChatDelta added;
    added.wanted_choice = out.wanted_choice;
    decode_chunk(*chunk, added);
    out.choice = added.choice;
    out.whole = added.whole;
    out.text += undisguise(added.text);
    out.reasoning += undisguise(added.reasoning);
    if (!added.finish_reason.empty()) out.finish_reason = valid_undisguised(added.finish_reason);
    if (added.usage) out.usage = added.usage;
    if (added.cost) out.cost = added.cost;
    if (added.error) {
        out.error = std::move(added.error);
        out.error->message = valid_undisguised(out.error->message);
    }
    return true;
}

bool is_end_object(const Json& value) {
    const Json* done = find(value, "done");
    return done != nullptr && done->is_boolean() && done->get<bool>() && find(value, "choices") == nullptr &&
           find(value, "message") == nullptr && find(value, "response") == nullptr;
}

std::optional<Json> parse_lenient_json(std::string_view data) {
    if (std::optional<Json> value = parse_json(data)) return value;
    if (is_valid_utf8(data)) return std::nullopt;
    std::string repaired;
    append_valid_utf8(data, repaired);
    return parse_json(repaired);
}

}  // namespace moa::wire
