// Foreign vectors for server-sent events (event_streams.json says where they come from).
#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "json.hpp"
#include "wire/chat_response.hpp"
#include "wire/sse.hpp"
#include "wire/utf8.hpp"

namespace moa::wire {
namespace {

struct Event {
    std::string type;
    std::string data;
    std::string id;

    bool operator==(const Event&) const = default;
};

struct Decoded {
    std::vector<Event> events;
    std::optional<long> retry_ms;
};

Json read_document() {
    std::ifstream file(std::string(MOA_SOURCE_DIR) + "/tests/conformance/event_streams.json",
                       std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return parse_json(text).value_or(Json::object());
}

std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    }
    return bytes;
}

std::string as_text(std::string_view bytes) {
    std::string text;
    append_valid_utf8(bytes, text);
    return text;
}

template <class NextSize>
Decoded decode(std::string_view bytes, NextSize next_size) {
    SseDecoder decoder;
    Decoded decoded;
    while (!bytes.empty()) {
        const std::string piece(bytes.substr(0, next_size()));
        bytes.remove_prefix(piece.size());
        decoder.feed(piece);
        while (const SseEvent* event = decoder.next()) {
            decoded.events.push_back(
                {as_text(event->type), as_text(event->data), as_text(event->last_event_id)});
        }
    }
    decoded.retry_ms = decoder.retry_ms();
    return decoded;
}

void check_case(const Json& vector, const Decoded& decoded) {
    std::vector<Event> expected;
    for (const Json& event : *find(vector, "events")) {
        expected.push_back({std::string(find_string(event, "type")), std::string(find_string(event, "data")),
                            std::string(find_string(event, "id"))});
    }
    CHECK(decoded.events.size() == expected.size());
    CHECK((decoded.events == expected));
    const Json* retry = find(vector, "retry_ms");
    CHECK(decoded.retry_ms == (retry == nullptr ? std::nullopt : std::optional<long>(retry->get<long>())));
}

TEST_CASE("event streams decode as the standard's own tests want, however they are cut") {
    const Json document = read_document();
    const Json* cases = find(document, "cases");
    REQUIRE(cases != nullptr);
    REQUIRE(cases->size() >= 45);
    std::mt19937 random(7);
    for (const Json& vector : *cases) {
        const std::string name(find_string(vector, "name"));
        CAPTURE(name);
        const bool is_hex = find(vector, "input_bytes") != nullptr;
        const std::string input =
            is_hex ? from_hex(find_string(vector, "input_bytes")) : std::string(find_string(vector, "input"));
        check_case(vector, decode(input, [&] { return input.size(); }));
        check_case(vector, decode(input, [] { return std::size_t{1}; }));
        for (int round = 0; round < 20; ++round)
            check_case(vector, decode(input, [&] { return 1 + random() % 9; }));
    }
}

std::string answer_with_type(const std::string& content_type) {
    ChatResponse response;
    response.on_head({200, {{"content-type", content_type}}});
    ChatDelta added;
    response.on_bytes("data:{\"choices\":[{\"delta\":{\"content\":\"ok\xE2\x80\xA6\"}}]}\n\n", added);
    response.on_end(added);
    return response.error() ? std::string(error_name(response.error()->kind)) : added.text;
}

TEST_CASE("content types of event streams: format-mime-*, format-utf-8") {
    CHECK(answer_with_type("text/event-stream;") == "ok\u2026");                      // trailing-semicolon
    CHECK(answer_with_type("text/event-stream;x bogus") == "ok\u2026");               // valid-bogus
    CHECK(answer_with_type("text/event-stream;charset=windows-1252") == "ok\u2026");  // always UTF-8
    CHECK(answer_with_type("Text/Event-Stream") == "ok\u2026");
    // mime-bogus: a browser's EventSource refuses the stream. A chat client is better served by reading what
    // is one.
    CHECK(answer_with_type("x bogus") == "ok\u2026");
}

}  // namespace
}  // namespace moa::wire
