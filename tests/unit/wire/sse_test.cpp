// Beyond the standard's own cases (tests/conformance): limits, views, the last event, the error line.
#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "wire/sse.hpp"

namespace moa::wire {
namespace {

TEST_CASE("an event inside one chunk is a view into the chunk") {
    const std::string chunk = "data: one\n\nevent: e\ndata: two\n\n";
    SseDecoder decoder;
    decoder.feed(chunk);
    const SseEvent* event = decoder.next();
    REQUIRE(event != nullptr);
    CHECK(event->data == "one");
    CHECK(event->data.data() == chunk.data() + 6);
    event = decoder.next();
    REQUIRE(event != nullptr);
    CHECK(event->type == "e");
    CHECK(event->data.data() == chunk.data() + chunk.find("two"));
    CHECK(decoder.next() == nullptr);
}

TEST_CASE("the last event without its blank line can be asked for") {
    for (const char* ending : {"", "\n", "\r", "\r\n"}) {
        CAPTURE(ending);
        SseDecoder decoder;
        const std::string chunk = std::string("data: a\n\nevent: x\ndata: b") + ending;
        decoder.feed(chunk);
        REQUIRE(decoder.next() != nullptr);
        CHECK(decoder.next() == nullptr);
        const SseEvent* event = decoder.unterminated();
        REQUIRE(event != nullptr);
        CHECK(event->type == "x");
        CHECK(event->data == "b");
        CHECK(decoder.unterminated() == nullptr);
    }
    SseDecoder decoder;
    decoder.feed("data: a\n\n: comment");
    REQUIRE(decoder.next() != nullptr);
    CHECK(decoder.next() == nullptr);
    CHECK(decoder.unterminated() == nullptr);
}

TEST_CASE("a bare error line is an event only where that was asked for") {
    const std::string chunk = "error: {\"code\":500}\n\n";
    SseDecoder standard;
    standard.feed(chunk);
    CHECK(standard.next() == nullptr);
    SseDecoder lenient(SseDecoder::default_max_event_bytes, SseFields::with_error_line);
    lenient.feed(chunk);
    const SseEvent* event = lenient.next();
    REQUIRE(event != nullptr);
    CHECK(event->type == "error");
    CHECK(event->data == "{\"code\":500}");
}

/// Feeds the pieces and answers whether the decoder failed; counts events.
bool fails(std::size_t limit, const std::string& bytes, std::size_t piece, std::size_t& events) {
    SseDecoder decoder(limit);
    events = 0;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const std::string part = bytes.substr(at, piece);
        decoder.feed(part);
        while (decoder.next() != nullptr)
            ++events;
    }
    if (decoder.error()) {
        CHECK(decoder.error()->kind == ErrorKind::event_too_large);
        CHECK(decoder.error()->message.find(std::to_string(limit)) != std::string::npos);
        CHECK(decoder.unterminated() == nullptr);
    }
    return decoder.error().has_value();
}

TEST_CASE("the limit holds for data, however it is cut, and not for what is thrown away") {
    const std::string exact = "data: ok\n\ndata: " + std::string(100, 'x') + "\n\n";
    const std::string over = "data: ok\n\ndata: " + std::string(101, 'x') + "\n\n";
    const std::string lines = "data: ok\n\n" + [] {
        std::string many;
        for (int i = 0; i < 60; ++i)
            many += "data: x\n";
        return many;
    }() + "\n";
    const std::string comment =
        "data: ok\n\n:" + std::string(5000, 'x') + "\nunknown: " + std::string(5000, 'x') + "\n\n";
    const std::string id = "data: ok\n\nid: " + std::string(101, 'x') + "\n\n";
    for (const std::size_t piece : {1U, 2U, 7U, 64U, 1000000U}) {
        CAPTURE(piece);
        std::size_t events = 0;
        CHECK_FALSE(fails(100, exact, piece, events));
        CHECK(events == 2);
        CHECK(fails(100, over, piece, events));
        CHECK(events == 1);
        CHECK(fails(100, lines, piece, events));
        CHECK(events == 1);
        CHECK_FALSE(fails(100, comment, piece, events));
        CHECK(events == 1);
        CHECK(fails(100, id, piece, events));
    }
    // A line that never ends is stopped too.
    std::size_t events = 0;
    CHECK(fails(100, "data: " + std::string(200, 'x'), 10, events));
}

TEST_CASE("a decoder can be moved and copied between events") {
    SseDecoder first;
    first.feed("data: a\n\ndata: b");
    REQUIRE(first.next() != nullptr);
    REQUIRE(first.next() == nullptr);
    SseDecoder second = first;
    second.feed("c\n\n");
    const SseEvent* event = second.next();
    REQUIRE(event != nullptr);
    CHECK(event->data == "bc");
}

TEST_CASE("the reconnection time is kept at the largest number when it is larger still") {
    SseDecoder decoder;
    decoder.feed("retry: 99999999999999999999999999\n");
    CHECK(decoder.next() == nullptr);
    CHECK(decoder.retry_ms() == std::numeric_limits<long>::max());
}

}  // namespace
}  // namespace moa::wire
