#include "faults/reference_decoder.hpp"

#include <algorithm>
#include <vector>

#include "json.hpp"
#include "wire/utf8.hpp"

namespace moa::test {
namespace {

constexpr std::size_t largest_event = std::size_t{4} << 20;

std::optional<Json> parse_repaired(std::string_view data) {
    std::string valid;
    wire::append_valid_utf8(data, valid);
    return parse_json(valid);
}

bool says_something(const Json* error) {
    return error != nullptr && !error->is_null();
}

void read_block(const Json& block, Reading& reading) {
    if (find_string(block, "type") == "thinking") {
        for (const Json& inner : block["thinking"])
            reading.reasoning += find_string(inner, "text");
    } else {
        reading.text += find_string(block, "text");
    }
}

void read_message(const Json& message, Reading& reading) {
    const Json* content = find(message, "content");
    if (content != nullptr && content->is_array()) {
        for (const Json& block : *content)
            read_block(block, reading);
    } else {
        reading.text += find_string(message, "content");
    }
    reading.text += find_string(message, "refusal");
    for (const char* name : {"reasoning_content", "reasoning"}) {
        if (const auto words = find_string(message, name); !words.empty()) {
            reading.reasoning += words;
            return;
        }
    }
    if (const Json* details = find(message, "reasoning_details")) {
        for (const Json& detail : *details)
            reading.reasoning += find_string(detail, "text");
    }
}

void read_chunk(const Json& chunk, Reading& reading) {
    if (const Json* choices = find(chunk, "choices"); choices != nullptr && !choices->empty()) {
        const Json& choice = choices->front();
        const Json* message = find(choice, "delta");
        if (message == nullptr) message = find(choice, "message");
        if (message != nullptr) {
            read_message(*message, reading);
        } else {
            reading.text += find_string(choice, "text");
        }
        if (const auto word = find_string(choice, "finish_reason"); !word.empty()) reading.finish = word;
    }
    const Json* groq = find(chunk, "x_groq");
    reading.failed = reading.failed || says_something(find(chunk, "error")) || reading.finish == "error" ||
                     (groq != nullptr && says_something(find(*groq, "error")));
}

/// One event, its lines already apart. What is no JSON is a gap, unless it is the torn end of a body.
void read_event(const std::vector<std::string_view>& lines, bool torn, Reading& reading) {
    std::string data;
    bool any = false;
    bool is_error = false;
    for (const std::string_view line : lines) {
        if (line.starts_with("error:")) reading.failed = true;
        if (line == "event: error") is_error = true;
        if (!line.starts_with("data:")) continue;
        std::string_view rest = line.substr(5);
        if (rest.starts_with(" ")) rest.remove_prefix(1);
        data.append(any ? "\n" : "").append(rest);
        any = true;
    }
    if (!any) return;
    if (data.starts_with("[DONE]")) {
        reading.done = true;
        return;
    }
    const std::optional<Json> chunk = parse_repaired(data);
    if (chunk) read_chunk(*chunk, reading);
    reading.failed = reading.failed || is_error;
    reading.gap = reading.gap || (!chunk && !torn);
}

void read_stream(std::string_view body, Reading& reading) {
    std::vector<std::string_view> lines;
    while (!reading.done && !reading.failed) {
        const std::size_t end = body.find_first_of("\r\n");
        if (end == std::string_view::npos) break;
        const std::string_view line = body.substr(0, end);
        const bool pair = body.substr(end).starts_with("\r\n");
        body.remove_prefix(end + (pair ? 2 : 1));
        if (!line.empty()) {
            lines.push_back(line);
        } else {
            read_event(lines, false, reading);
            lines.clear();
        }
    }
    if (reading.done || reading.failed) return;
    if (body.size() > largest_event) {
        reading.failed = true;
    } else {
        lines.push_back(body);
        read_event(lines, true, reading);
    }
}

/// Thoughts between tags at the very start of the text.
void take_thoughts(Reading& reading) {
    constexpr std::string_view open = "<think>";
    constexpr std::string_view close = "</think>";
    constexpr std::string_view space = " \t\r\n";
    if (!reading.text.starts_with(open)) return;
    const std::size_t end = std::min(reading.text.find(close), reading.text.size());
    reading.reasoning += reading.text.substr(open.size(), end - open.size());
    reading.text.erase(0, std::min(end + close.size(), reading.text.size()));
    reading.text.erase(0, std::min(reading.text.find_first_not_of(space), reading.text.size()));
    reading.reasoning.erase(0,
                            std::min(reading.reasoning.find_first_not_of(space), reading.reasoning.size()));
}

}  // namespace

Reading read_plainly(int status, std::string_view content_type, std::string_view body) {
    Reading reading;
    if (status < 200 || status > 299) {
        reading.failed = true;
        return reading;
    }
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    const char first = body.empty() ? '\0' : body.front();
    const bool document = first == '{' || first == '<';
    if (!document && (content_type != "text/plain" || first == ':' || first == 'd')) {
        read_stream(body, reading);
    } else {
        const std::optional<Json> chunk = parse_repaired(body);
        if (chunk) read_chunk(*chunk, reading);
        reading.failed = reading.failed || !chunk;
    }
    take_thoughts(reading);
    reading.failed = reading.failed || reading.gap;
    return reading;
}

}  // namespace moa::test
