#include <optional>
#include <string>
#include <vector>

#include "fuzz/target.hpp"
#include "random.hpp"
#include "wire/sse.hpp"

namespace moa::fuzz {
namespace {

using wire::SseDecoder;

struct Event {
    std::string type;
    std::string data;
    std::string id;

    explicit Event(const wire::SseEvent& event)
        : type(event.type), data(event.data), id(event.last_event_id) {}
    bool operator==(const Event&) const = default;
};

struct Reading {
    std::vector<Event> events;
    bool failed = false;
    std::optional<long> retry_ms;

    bool operator==(const Reading&) const = default;

    void take(SseDecoder& decoder) {
        while (const wire::SseEvent* event = decoder.next())
            events.emplace_back(*event);
    }
    void finish(SseDecoder& decoder) {
        if (const wire::SseEvent* event = decoder.unterminated()) events.emplace_back(*event);
        require(decoder.unterminated() == nullptr, "an event that was not closed is handed out once");
        failed = decoder.error().has_value();
        retry_ms = decoder.retry_ms();
    }
};

}  // namespace

void sse(std::string_view input) {
    Numbers numbers(input);
    const std::size_t limit = numbers.flag() ? 1 + numbers.below(40) : SseDecoder::default_max_event_bytes;
    const auto fields = numbers.flag() ? wire::SseFields::with_error_line : wire::SseFields::standard;
    const std::string_view text = numbers.left();

    Reading whole;
    SseDecoder at_once(limit, fields);
    at_once.feed(text);
    whole.take(at_once);
    whole.finish(at_once);
    for (const Event& event : whole.events)
        require(event.data.size() <= limit, "no event is longer than the limit");

    for (const std::uint64_t seed : {stable_hash(text), std::uint64_t{numbers.byte()}}) {
        Reading cut;
        SseDecoder decoder(limit, fields);
        for (Pieces pieces(text, seed); !pieces.empty();) {
            const std::string piece(pieces.next());  // of its own, so that a view kept too long is found
            decoder.feed(piece);
            cut.take(decoder);
        }
        cut.finish(decoder);
        require(cut == whole, "the same events however the stream is cut");
    }
}

}  // namespace moa::fuzz
