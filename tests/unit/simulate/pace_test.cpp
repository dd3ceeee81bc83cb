#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "ask.hpp"
#include "json.hpp"

namespace moa::test {

using simulate::Pace;
using simulate::TimedResponse;

namespace {

TimedResponse at_pace(const Pace& pace, std::uint64_t nonce = 1, std::string_view model = "sim/atlas-70b") {
    return simulate::respond(post(dump_json(chat_body(model, {{"user", "Why is the sky blue?"}}))), pace,
                             nonce);
}

bool same(const TimedResponse& a, const TimedResponse& b) {
    if (a.head_at != b.head_at || a.end_at != b.end_at || a.body.size() != b.body.size()) return false;
    for (std::size_t i = 0; i < a.body.size(); ++i) {
        if (a.body[i].at != b.body[i].at || a.body[i].bytes != b.body[i].bytes) return false;
    }
    return true;
}

bool in_order(const TimedResponse& response) {
    Millis last = response.head_at;
    for (const simulate::TimedBytes& part : response.body) {
        if (part.at < last) return false;
        last = part.at;
    }
    return response.head_at >= 0 && response.end_at >= last;
}

Pace exact_pace() {
    Pace pace;
    pace.first_token_ms = 100;
    pace.tokens_per_second = 1000.0 / 3;
    pace.jitter = 0;
    pace.vary_by_model = false;
    pace.answer_tokens = 200;
    return pace;
}

}  // namespace

TEST_CASE("the same request, pace and nonce give the same bytes at the same times") {
    CHECK(same(at_pace(Pace{}, 7), at_pace(Pace{}, 7)));
}

TEST_CASE("nonce, seed and model each change the timing") {
    Pace other_seed;
    other_seed.seed = 2;
    CHECK_FALSE(same(at_pace(Pace{}, 1), at_pace(Pace{}, 2)));
    CHECK_FALSE(same(at_pace(Pace{}, 1), at_pace(other_seed, 1)));
    CHECK(at_pace(Pace{}, 1, "sim/echo-8b").end_at != at_pace(Pace{}, 1, "sim/fjord-110b").end_at);
}

TEST_CASE("the text depends on neither seed nor nonce") {
    Pace other;
    other.seed = 99;
    CHECK(read_back(at_pace(Pace{}, 1)).text == read_back(at_pace(other, 2)).text);
}

TEST_CASE("everything comes in order of time, head first") {
    for (const simulate::SimulatedModel& model : simulate::simulated_models()) {
        for (std::uint64_t nonce = 0; nonce < 20; ++nonce) {
            Pace pace;
            pace.jitter = 1;
            CHECK(in_order(at_pace(pace, nonce, model.id)));
        }
    }
}

TEST_CASE("benchmarks: an exact pace is kept to the millisecond, with exactly as many tokens") {
    for (const simulate::SimulatedModel& model : simulate::simulated_models()) {
        const TimedResponse response = at_pace(exact_pace(), 3, model.id);
        // Role chunk, 200 tokens, finish reason, [DONE].
        REQUIRE(response.body.size() == 203);
        CHECK(response.body[1].at == 100);
        CHECK(response.body[2].at == 103);
        CHECK(response.body[200].at == 100 + 199 * 3);
        CHECK(response.end_at == 100 + 199 * 3);
        CHECK_FALSE(contains(bytes_of(response), "\"reasoning\""));
        CHECK(read_back(response).finish == "stop");
    }
}

TEST_CASE("jitter strays by its share at most") {
    Pace pace = exact_pace();
    pace.jitter = 0.25;
    bool strayed = false;
    for (std::uint64_t nonce = 0; nonce < 50; ++nonce) {
        const Millis first = at_pace(pace, nonce).body[1].at;
        CHECK(first >= 75);
        CHECK(first <= 125);
        strayed = strayed || first != 100;
    }
    CHECK(strayed);
}

TEST_CASE("models differ in speed as their characters say") {
    Pace pace;
    pace.jitter = 0;
    CHECK(at_pace(pace, 1, "sim/echo-8b").body[1].at < at_pace(pace, 1, "sim/fjord-110b").body[1].at);
}

TEST_CASE("senseless figures do no harm") {
    for (const double figure : {0.0, -5.0, std::numeric_limits<double>::infinity(),
                                std::numeric_limits<double>::quiet_NaN(), 1e-300, 1e300}) {
        Pace pace;
        pace.tokens_per_second = figure;
        pace.jitter = figure;
        CHECK(in_order(at_pace(pace)));
    }
    Pace pace;
    pace.first_token_ms = std::numeric_limits<Millis>::min();
    pace.answer_tokens = -1;
    CHECK(in_order(at_pace(pace)));
    pace.tokens_per_second = 0;
    CHECK(at_pace(pace).end_at == 0);
}

TEST_CASE("created comes from the seed, not from a clock") {
    Pace pace;
    pace.seed = 5;
    CHECK(contains(bytes_of(at_pace(pace)), "\"created\":1767225605,"));
}

}  // namespace moa::test
