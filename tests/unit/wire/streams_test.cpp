// Every recorded response means the same however its bytes are cut.
#include <doctest/doctest.h>

#include <utility>

#include "stream_fixtures.hpp"
#include "wire/utf8.hpp"

namespace moa::wire::test {
namespace {

/// Feeds `bytes` in pieces whose sizes `next_size` gives.
template <class NextSize>
Outcome outcome_of(const ResponseHead& head, std::string_view bytes, NextSize next_size) {
    ChatResponse response;
    response.on_head(head);
    ChatDelta added;
    Outcome outcome;
    const auto take = [&] {
        if (!is_valid_utf8(added.text) || !is_valid_utf8(added.reasoning))
            FAIL_CHECK("handed out invalid UTF-8");
        if (added.text_was_reasoning) outcome.reasoning += std::exchange(outcome.text, {});
        outcome.text += added.text;
        outcome.reasoning += added.reasoning;
        added.clear();
    };
    while (!bytes.empty()) {
        // A copy per piece, so that a view kept too long is a read of freed memory.
        const std::string piece(bytes.substr(0, next_size()));
        response.on_bytes(piece, added);
        take();
        bytes.remove_prefix(piece.size());
    }
    response.on_end(added);
    take();
    outcome.finish_reason = response.finish_reason();
    outcome.usage = response.usage();
    outcome.done = response.done();
    if (response.error()) outcome.error = error_name(response.error()->kind);
    return outcome;
}

void check_outcome(const Outcome& outcome, const Outcome& expected) {
    CHECK(outcome.text == expected.text);
    CHECK(outcome.reasoning == expected.reasoning);
    CHECK(outcome.finish_reason == expected.finish_reason);
    CHECK(outcome.usage == expected.usage);
    CHECK(outcome.done == expected.done);
    CHECK(outcome.error == expected.error);
}

TEST_CASE("recorded responses, fed whole") {
    REQUIRE(stream_fixtures().size() >= 50);
    for (const StreamFixture& fixture : stream_fixtures()) {
        CAPTURE(fixture.file);
        check_outcome(outcome_of(fixture.head, fixture.bytes, [&] { return fixture.bytes.size(); }),
                      fixture.expected);
    }
}

TEST_CASE("recorded responses, fed byte by byte") {
    for (const StreamFixture& fixture : stream_fixtures()) {
        CAPTURE(fixture.file);
        check_outcome(outcome_of(fixture.head, fixture.bytes, [] { return std::size_t{1}; }),
                      fixture.expected);
    }
}

TEST_CASE("recorded responses, cut at random") {
    Random random(1);
    for (const StreamFixture& fixture : stream_fixtures()) {
        CAPTURE(fixture.file);
        for (const std::size_t longest : {3U, 20U, 700U}) {
            for (int round = 0; round < 10; ++round) {
                check_outcome(
                    outcome_of(fixture.head, fixture.bytes, [&] { return 1 + random.below(longest); }),
                    fixture.expected);
            }
        }
    }
}

TEST_CASE("a response cut off anywhere gives the beginning of its text and no error of its own") {
    for (const StreamFixture& fixture : stream_fixtures()) {
        if (!fixture.expected.error.empty() || fixture.expected.text.empty()) continue;
        if (fixture.file.ends_with(".json")) continue;  // a whole document has no readable beginning
        if (fixture.file.find("character") != std::string::npos) continue;  // U+FFFD where they were cut
        CAPTURE(fixture.file);
        for (std::size_t length = 0; length < fixture.bytes.size(); length += 7) {
            const Outcome outcome =
                outcome_of(fixture.head, std::string_view(fixture.bytes).substr(0, length),
                           [] { return std::size_t{64}; });
            CHECK(fixture.expected.text.starts_with(outcome.text));
            CHECK(fixture.expected.reasoning.starts_with(outcome.reasoning));
            const bool nothing_yet = outcome.text.empty() && outcome.reasoning.empty();
            CHECK(outcome.error == (nothing_yet ? "empty_answer" : ""));
        }
    }
}

}  // namespace
}  // namespace moa::wire::test
