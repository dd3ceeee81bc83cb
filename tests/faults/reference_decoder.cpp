#include "faults/reference_decoder.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "json.hpp"
#include "wire/utf8.hpp"

namespace moa::test {
namespace {

constexpr std::size_t largest_event = std::size_t{4} << 20;

// Half of a surrogate pair is no JSON. The halves that are sent apart stand for each other until both are
// there.
constexpr std::string_view first_half = "\\ud83d\"";
constexpr std::string_view second_half = "\"\\ude42";
constexpr std::string_view first_stand_in = "\uF8F0";
constexpr std::string_view second_stand_in = "\uF8F1";

void replace_all(std::string& text, std::string_view from, std::string_view by) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += by.size())
        text.replace(at, from.size(), by);
}

std::optional<Json> parse_repaired(std::string_view data) {
    std::string valid;
    wire::append_valid_utf8(data, valid);
    replace_all(valid, first_half, std::string(first_stand_in) + "\"");
    replace_all(valid, second_half, "\"" + std::string(second_stand_in));
    return parse_json(valid);
}

void join_halves(std::string& text) {
    replace_all(text, std::string(first_stand_in) + std::string(second_stand_in), "\U0001F642");
    for (const std::string_view half : {first_stand_in, second_stand_in})
        replace_all(text, half, "\uFFFD");
}

/// Pieces one behind the other, or the last where each holds the one before it. Little text is no proof of
/// that, nor is one that says the same words again.
std::string joined(const std::vector<std::string>& pieces) {
    constexpr std::size_t little = 4;
    constexpr std::size_t much = 32;
    std::string all;
    bool growing = pieces.size() > 1;
    int other_words = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        all += pieces[i];
        if (i == 0) continue;
        const std::string& before = pieces[i - 1];
        growing = growing && pieces[i].starts_with(before) && pieces[i] != before;
        if (growing &&
            pieces[i].substr(before.size()) != pieces[i].substr(0, pieces[i].size() - before.size()))
            ++other_words;
    }
    if (!growing || other_words == 0) return all;
    const std::size_t before = pieces[pieces.size() - 2].size();
    const bool proven =
        pieces.front().size() >= little || before >= much || (other_words > 1 && before >= little);
    return proven ? pieces.back() : all;
}

/// A whole completion behind pieces says the same once more.
void take_whole(std::vector<std::string>& pieces, const std::string& whole) {
    const std::string said = joined(pieces);
    if (whole.starts_with(said)) {
        pieces = {whole};
    } else if (!said.starts_with(whole)) {
        pieces.push_back(whole);
    }
}

bool says_something(const Json* error) {
    return error != nullptr && !error->is_null();
}

/// A body while it is read.
struct Collected : Reading {
    std::vector<std::string> pieces;  // of the text, an event each
    std::optional<Json> choice;       // the index of the one whose text it is
};

void read_block(const Json& block, std::string& text, std::string& reasoning) {
    if (find_string(block, "type") == "thinking") {
        for (const Json& inner : block["thinking"])
            reasoning += find_string(inner, "text");
    } else {
        text += find_string(block, "text");
    }
}

std::string read_message(const Json& message, std::string& reasoning) {
    std::string text;
    const Json* content = find(message, "content");
    if (content != nullptr && content->is_array()) {
        for (const Json& block : *content)
            read_block(block, text, reasoning);
    } else {
        text += find_string(message, "content");
    }
    text += find_string(message, "refusal");
    for (const char* name : {"reasoning_content", "reasoning"}) {
        if (const auto words = find_string(message, name); !words.empty()) {
            reasoning += words;
            return text;
        }
    }
    if (const Json* details = find(message, "reasoning_details")) {
        for (const Json& detail : *details)
            reasoning += find_string(detail, "text");
    }
    return text;
}

void read_choice(const Json& choice, Collected& all) {
    const Json* delta = find(choice, "delta");
    const Json* whole = delta == nullptr ? find(choice, "message") : nullptr;
    std::string text(find_string(choice, "text"));
    if (delta != nullptr || whole != nullptr)
        text = read_message(delta != nullptr ? *delta : *whole, all.reasoning);
    const Json* index = find(choice, "index");
    if (!text.empty()) {
        if (!all.choice) all.choice = index != nullptr ? *index : Json(0);
        if (index != nullptr && *index != *all.choice) return;
        if (whole != nullptr) {
            take_whole(all.pieces, text);
        } else {
            all.pieces.push_back(text);
        }
    }
    for (const char* name : {"finish_reason", "finishReason"}) {
        if (const auto word = find_string(choice, name); !word.empty()) all.finish = word;
    }
}

void read_chunk(const Json& chunk, Collected& all) {
    const Json* choices = find(chunk, "choices");
    if (choices != nullptr && !choices->empty()) read_choice(choices->front(), all);
    const Json* done = find(chunk, "done");
    if (choices == nullptr && done != nullptr && *done == true && all.finish.empty()) all.finish = "stop";
    const Json* groq = find(chunk, "x_groq");
    all.failed = all.failed || says_something(find(chunk, "error")) || all.finish == "error" ||
                 all.finish == "network_error" || (groq != nullptr && says_something(find(*groq, "error")));
}

/// One event, its lines already apart. What is no JSON is a gap, unless it is the torn end of a body.
void read_event(const std::vector<std::string_view>& lines, bool torn, Collected& reading) {
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
    if (!data.starts_with("{")) return;  // it claims to be no answer
    reading.gap = reading.gap || (!chunk && !torn);
}

void read_stream(std::string_view body, Collected& reading) {
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

/// Thoughts between marks at the very start of the text, or before an end whose start was in the prompt.
void take_thoughts(Reading& reading) {
    struct Marks {
        std::string_view open, close;
        bool close_alone;
    };
    constexpr std::string_view final_channel = "<|end|><|start|>assistant<|channel|>final<|message|>";
    constexpr std::array<Marks, 3> all = {{{"<think>", "</think>", true},
                                           {"[THINK]", "[/THINK]", false},
                                           {"<|channel|>analysis<|message|>", final_channel, false}}};
    constexpr std::string_view space = " \t\r\n";
    std::string& text = reading.text;
    for (const Marks& marks : all) {
        const bool opened = text.starts_with(marks.open);
        const std::size_t end = std::min(text.find(marks.close), text.size());
        const std::size_t behind = std::min(end + marks.close.size(), text.size());
        const bool closed = marks.close_alone && text.find_first_not_of(space, behind) != std::string::npos;
        if (!opened && !closed) continue;
        const std::size_t from = opened ? marks.open.size() : 0;
        std::string thoughts = text.substr(from, end - from);
        thoughts.erase(0, std::min(thoughts.find_first_not_of(space), thoughts.size()));
        reading.reasoning += thoughts;
        text.erase(0, behind);
        text.erase(0, std::min(text.find_first_not_of(space), text.size()));
        return;
    }
}

/// One JSON document, or one a line. What has not ended is an answer only as far as its lines are whole.
bool read_documents(std::string_view body, bool ended, Collected& all) {
    if (const std::optional<Json> whole = parse_repaired(body)) {
        read_chunk(*whole, all);
        return true;
    }
    std::vector<Json> lines;
    while (!body.empty()) {
        const std::size_t end = std::min(body.find('\n'), body.size());
        std::optional<Json> line = parse_repaired(body.substr(0, end));
        if (!line && ended) return false;
        if (!line) break;
        lines.push_back(std::move(*line));
        body.remove_prefix(std::min(end + 1, body.size()));
    }
    for (const Json& line : lines)
        read_chunk(line, all);
    return !lines.empty();
}

/// What gzip holds whose blocks are stored, as far as it has arrived.
std::string unpacked(std::string_view gzip) {
    constexpr std::size_t head = 10;
    constexpr std::size_t block_head = 5;
    std::string all;
    bool last = false;
    for (std::size_t at = head; !last && at + block_head < gzip.size();) {
        const auto byte = [&](std::size_t i) {
            return static_cast<std::size_t>(static_cast<unsigned char>(gzip[at + i]));
        };
        const std::size_t size = byte(1) + byte(2) * 256;
        last = byte(0) == 1;
        all += gzip.substr(at + block_head, size);
        at += block_head + size;
    }
    return all;
}

}  // namespace

Reading read_plainly(int status, std::string_view content_type, std::string_view body, bool ended) {
    Collected all;
    if (status < 200 || status > 299) {
        all.failed = true;
        return all;
    }
    const std::string plain = body.starts_with("\x1F\x8B") ? unpacked(body) : std::string(body);
    body = plain;
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    const char first = body.empty() ? '\0' : body.front();
    const bool document = first == '{' || first == '<';
    if (!document && (content_type != "text/plain" || first == ':' || first == 'd')) {
        read_stream(body, all);
    } else {
        const bool readable = read_documents(body, ended, all);
        all.failed = all.failed || (ended && !readable);
    }
    all.text = joined(all.pieces);
    take_thoughts(all);
    join_halves(all.text);
    all.failed = all.failed || all.gap;
    return all;
}

}  // namespace moa::test
