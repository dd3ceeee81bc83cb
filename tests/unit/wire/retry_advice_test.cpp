#include "wire/retry_advice.hpp"

#include <doctest/doctest.h>

#include <string>

#include "json.hpp"
#include "random.hpp"
#include "wire/http_date.hpp"
#include "wire/wait_in_body.hpp"

namespace moa::wire {
namespace {

constexpr std::int64_t epoch_1994 = 784'111'777'000;  // 1994-11-06 08:49:37 UTC, RFC 9110's example

std::optional<Millis> retry_after(std::string value, std::optional<std::int64_t> now = std::nullopt) {
    return read_retry_advice({{"Retry-After", std::move(value)}}, now).retry_after_ms;
}

std::optional<Millis> reset(std::string value, std::optional<std::int64_t> now = std::nullopt) {
    return read_rate_limits({{"x-ratelimit-reset-tokens", std::move(value)}}, now).tokens.reset_ms;
}

TEST_CASE("dates in every form that HTTP has") {
    CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == epoch_1994);
    CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT") == epoch_1994);
    CHECK(parse_http_date("Sun Nov  6 08:49:37 1994") == epoch_1994);
    CHECK(parse_http_date("Sun Nov 16 08:49:37 1994") == epoch_1994 + std::int64_t{10} * 86'400'000);
    CHECK(parse_http_date("1994-11-06T08:49:37Z") == epoch_1994);
    CHECK(parse_http_date("1994-11-06T08:49:37.25Z") == epoch_1994 + 250);
    CHECK(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT") == 0);
    CHECK(parse_http_date("Wed, 31 Dec 1969 23:59:59 GMT") == -1000);
    CHECK(parse_http_date("Thu, 29 Feb 2024 23:59:60 GMT") == 1'709'251'200'000);
    CHECK(parse_http_date("Sat, 01 Mar 2025 00:00:00 GMT") == 1'740'787'200'000);
    CHECK(parse_http_date("Tuesday, 24-Nov-26 00:00:00 GMT") ==
          parse_http_date("Tue, 24 Nov 2026 00:00:00 GMT"));
    for (const char* wrong :
         {"", "soon", "Sun", "Sun,", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37",
          "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 32 Nov 1994 08:49:37 GMT",
          "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT+2",
          "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun Nov 6 08:49:37 1994", "1994-11-06", "1994-11-06T08:49:37",
          "1994-13-06T08:49:37Z", "1994-11-06T08:49:37.Z", "0000-01-01T00:00:00Z"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_http_date(wrong).has_value());
    }
}

TEST_CASE("Retry-After in seconds") {
    CHECK(retry_after("0") == 0);
    CHECK(retry_after("20") == 20'000);
    CHECK(retry_after(" 1.5 ") == 1500);
    CHECK(retry_after("0.0004") == 1);  // rounded up
    CHECK(retry_after("86400") == 86'400'000);
    CHECK(retry_after("30s") == 30'000);
    for (const char* wrong :
         {"", " ", "-1", "-0.5", "+3", "NaN", "nan", "inf", "Infinity", "1e3", "0x10", "1,5", "3 4",
          "99999999", "999999999999999999999999999999", "soon", ".", "5."}) {
        CAPTURE(wrong);
        CHECK_FALSE(retry_after(wrong).has_value());
    }
    CHECK_FALSE(retry_after(std::string(100, '0') + "1").has_value());
}

TEST_CASE("retry-after-ms comes first, where it is one") {
    const auto both = [](const char* ms, const char* seconds) {
        return read_retry_advice({{"retry-after", seconds}, {"Retry-After-Ms", ms}}, std::nullopt)
            .retry_after_ms;
    };
    CHECK(both("250", "3") == 250);
    CHECK(both("0.5", "3") == 1);
    CHECK(both("NaN", "3") == 3000);
    CHECK(both("-7", "3") == 3000);
    CHECK(both("", "3") == 3000);
    CHECK(both("99999999999", "3") == 3000);
}

TEST_CASE("Retry-After as a date counts from the response's own date") {
    const auto from = [](const char* date, const char* after, std::optional<std::int64_t> now) {
        Headers headers = {{"retry-after", after}};
        if (*date != '\0') headers.emplace_back("Date", date);
        return read_retry_advice(headers, now).retry_after_ms;
    };
    const char* sent = "Sun, 06 Nov 1994 08:49:37 GMT";
    CHECK(from(sent, "Sun, 06 Nov 1994 08:50:07 GMT", std::nullopt) == 30'000);
    CHECK(from(sent, "Sunday, 06-Nov-94 08:50:07 GMT", std::nullopt) == 30'000);
    CHECK(from(sent, "Sun Nov  6 08:50:07 1994", std::nullopt) == 30'000);
    // Our clock is an hour off: that changes nothing.
    CHECK(from(sent, "Sun, 06 Nov 1994 08:50:07 GMT", epoch_1994 + 3'600'000) == 30'000);
    // Without a date of its own, ours; without either, nothing.
    CHECK(from("", "Sun, 06 Nov 1994 08:50:07 GMT", epoch_1994 + 10'000) == 20'000);
    CHECK(from("yesterday", "Sun, 06 Nov 1994 08:50:07 GMT", epoch_1994) == 30'000);
    CHECK_FALSE(from("", "Sun, 06 Nov 1994 08:50:07 GMT", std::nullopt).has_value());
    // Past means now; a year ahead is a mistake.
    CHECK(from(sent, "Sat, 05 Nov 1994 08:50:07 GMT", std::nullopt) == 0);
    CHECK_FALSE(from(sent, "Mon, 06 Nov 1995 08:50:07 GMT", std::nullopt).has_value());
}

TEST_CASE("x-should-retry") {
    const auto says = [](const char* value) {
        return read_retry_advice({{"X-Should-Retry", value}}, std::nullopt).should_retry;
    };
    CHECK(says("true") == true);
    CHECK(says(" TRUE ") == true);
    CHECK(says("false") == false);
    CHECK_FALSE(says("").has_value());
    CHECK_FALSE(says("1").has_value());
    CHECK_FALSE(read_retry_advice({}, std::nullopt).should_retry.has_value());
}

TEST_CASE("rate limits of Groq and OpenAI") {
    const RateLimits limits = read_rate_limits({{"x-ratelimit-limit-requests", "14400"},
                                                {"x-ratelimit-limit-tokens", "18000"},
                                                {"x-ratelimit-remaining-requests", "14370"},
                                                {"x-ratelimit-remaining-tokens", "17997"},
                                                {"x-ratelimit-reset-requests", "2m59.56s"},
                                                {"x-ratelimit-reset-tokens", "7.66s"}},
                                               std::nullopt);
    CHECK(limits.requests.limit == 14400);
    CHECK(limits.requests.remaining == 14370);
    CHECK(limits.requests.reset_ms == 179'560);
    CHECK(limits.tokens.limit == 18000);
    CHECK(limits.tokens.remaining == 17997);
    CHECK(limits.tokens.reset_ms == 7660);
}

TEST_CASE("rate limits of Together and OpenRouter") {
    const RateLimits together = read_rate_limits({{"x-ratelimit-limit", "60"},
                                                  {"x-ratelimit-remaining", "0"},
                                                  {"x-ratelimit-reset", "2"},
                                                  {"x-tokenlimit-limit", "300000"},
                                                  {"x-tokenlimit-remaining", "299000.5"},
                                                  {"x-tokenlimit-reset", "0.25"}},
                                                 std::nullopt);
    CHECK(together.requests.limit == 60);
    CHECK(together.requests.remaining == 0);
    CHECK(together.requests.reset_ms == 2000);
    CHECK(together.tokens.limit == 300'000);
    CHECK(together.tokens.remaining == 299'000);
    CHECK(together.tokens.reset_ms == 250);
    const RateLimits openrouter = read_rate_limits(
        {{"X-RateLimit-Limit", "20"}, {"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1741305600000"}},
        1'741'305'545'500);
    CHECK(openrouter.requests.reset_ms == 54'500);
    CHECK_FALSE(openrouter.tokens.limit.has_value());
}

TEST_CASE("resets as durations, seconds and points in time") {
    CHECK(reset("1s") == 1000);
    CHECK(reset("6m0s") == 360'000);
    CHECK(reset("120ms") == 120);
    CHECK(reset("1h2m3.5s") == 3'723'500);
    CHECK(reset("2.5") == 2500);
    CHECK(reset("0s") == 0);
    CHECK(reset("1d") == 86'400'000);
    CHECK(reset("500us") == 1);
    CHECK(reset("500\u00B5s") == 1);
    CHECK(reset("250ns") == 1);
    constexpr std::int64_t now = 1'790'000'000'000;
    CHECK(reset("1790000012", now) == 12'000);
    CHECK(reset("1790000000750", now) == 750);
    CHECK(reset("1789999990", now) == 0);  // past
    CHECK(reset("2026-09-21T14:13:22Z", now) == 2000);
    CHECK_FALSE(reset("1790000012").has_value());  // no date is known
    CHECK_FALSE(reset("1990000012", now).has_value());
    for (const char* wrong : {"", "-1s", "1x", "s", "1s2", "1s!", "NaN", "5000h", "1790000012.5.5", "--"}) {
        CAPTURE(wrong);
        CHECK_FALSE(reset(wrong, now).has_value());
    }
    CHECK_FALSE(read_rate_limits({{"x-ratelimit-remaining-requests", "unlimited"}}, now)
                    .requests.remaining.has_value());
    CHECK_FALSE(
        read_rate_limits({{"x-ratelimit-remaining-requests", "-1"}}, now).requests.remaining.has_value());
}

TEST_CASE("waits that only the words name") {
    CHECK(wait_in_words(
              "Rate limit reached for model `m` on tokens per minute (TPM): Limit 6000, Used 5900, Requested "
              "900. Please try again in 5.289s. Visit https://x.example") == 5289);
    CHECK(wait_in_words("Limit 3, Used 3. Please try again in 7m12s.") == 432'000);
    CHECK(wait_in_words("try again in 1h2m3s") == 3'723'000);
    CHECK(wait_in_words("Please retry in 12.5s.") == 12'500);
    CHECK(wait_in_words("Retry after 20 seconds") == 20'000);
    CHECK(wait_in_words("Please wait 2 minutes 30 seconds") == 150'000);
    CHECK(wait_in_words("wait a bit, then try again in 90ms") == 90);
    CHECK_FALSE(wait_in_words("Please try again in a while.").has_value());
    CHECK_FALSE(wait_in_words("try again in 20").has_value());
    CHECK_FALSE(wait_in_words("try again in -3s").has_value());
    CHECK_FALSE(wait_in_words("").has_value());
}

TEST_CASE("waits in words, however they are worded") {
    CHECK(wait_in_words("Too many requests. Retry-After: 20") == 20'000);
    CHECK(wait_in_words("Please try again in about 1 minute and 30 seconds") == 90'000);
    CHECK(wait_in_words("The model loads; retry in a minute.") == 60'000);
    CHECK(wait_in_words("Quota resets in 00:01:05") == 65'000);
    CHECK(wait_in_words("Please wait for 71364 seconds before the next.") == 71'364'000);
    constexpr std::int64_t now = 1'790'000'000'000;
    CHECK(wait_in_words("Your limit resets at 2026-09-21T14:13:25Z.", now) == 5000);
    CHECK_FALSE(wait_in_words("Your limit resets at 2026-09-21T14:13:25Z.").has_value());
    CHECK_FALSE(wait_in_words("Retry after 3 attempts").has_value());
    CHECK_FALSE(wait_in_words("Wait for your turn in the queue").has_value());
}

TEST_CASE("a reset counts for what is used up, under every provider's own names") {
    const auto wait = [](const Headers& headers) {
        return read_retry_advice(headers, 1'790'000'000'000).reset_ms;
    };
    CHECK(wait({{"x-ratelimit-remaining-requests", "40"},
                {"x-ratelimit-reset-requests", "8m"},
                {"x-ratelimit-remaining-tokens", "0"},
                {"x-ratelimit-reset-tokens", "4.2s"}}) == 4200);
    CHECK(wait({{"anthropic-ratelimit-requests-remaining", "0"},
                {"anthropic-ratelimit-requests-reset", "2026-09-21T14:13:23Z"}}) == 3000);
    CHECK(wait({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1790000005"}}) == 5000);
    CHECK(wait({{"ratelimit-reset", "7"}}) == 7000);
    CHECK(wait({{"RateLimit", "\"minute\";r=0;t=50"}}) == 50'000);
    CHECK(wait({{"RateLimit", "limit=100, remaining=0, reset=30"}}) == 30'000);
    CHECK_FALSE(wait({{"RateLimit", "\"minute\";r=3;t=50"}}).has_value());
    CHECK_FALSE(wait({{"x-ratelimit-remaining", "5"}, {"x-ratelimit-reset", "60"}}).has_value());
    CHECK_FALSE(wait({{"x-ratelimit-reset", "soon"}, {"x-reset", "5"}}).has_value());
}

TEST_CASE("waits that a body names, under every name and at every depth") {
    constexpr std::int64_t now = 1'790'000'000'000;
    const auto wait = [now](const char* body) {
        return wait_in_body(parse_json(body).value_or(Json()), now);
    };
    CHECK(wait(R"([{"error":{"details":[{"@type":"RetryInfo","retryDelay":"4.5s"}]}}])") == 4500);
    CHECK(wait(R"({"error":{"details":[{"retryDelay":{"seconds":"4","nanos":500000000}}]}})") == 4500);
    CHECK(wait(R"({"retry_after":2.5})") == 2500);
    CHECK(wait(R"({"error":{"retry_after_ms":"800"}})") == 800);
    CHECK(wait(R"({"parameters":{"retryAfterSeconds":"30"}})") == 30'000);
    CHECK(wait(R"({"error":{"resets_in_seconds":90}})") == 90'000);
    CHECK(wait(R"({"limit":{"reset_at":"2026-09-21T14:13:28Z"}})") == 8000);
    CHECK(wait(R"({"reset_at":1790000012})") == 12'000);
    CHECK(wait(R"({"error":{"metadata":{"headers":{"X-RateLimit-Reset":"1790000009000"}}}})") == 9000);
    // What speaks of a repetition comes before what speaks of a window.
    CHECK(wait(R"({"retry_after":2,"reset_at":1790086400})") == 2000);
    for (const char* none : {"{}", "[]", "3", R"({"retry_after":"soon"})", R"({"retry_after":-1})",
                             R"({"retry_after":null})", R"({"retry_after":1e12})", R"({"after":3})"}) {
        CAPTURE(none);
        CHECK_FALSE(wait(none).has_value());
    }
    std::string deep(200, '[');
    deep += R"({"retry_after":2})" + std::string(200, ']');
    CHECK_FALSE(wait(deep.c_str()).has_value());
}

TEST_CASE("whatever stands in the headers, a wait is sensible or none") {
    Random random(991);
    const std::string letters = "0123456789.-+eEnNaAsmhd :,GMTZ\xC2\xB5\xFF";
    const std::string seeds[] = {"Sun, 06 Nov 1994 08:49:37 GMT", "1h2m3.5s", "1790000012",
                                 "2026-09-21T14:13:20Z"};
    for (int i = 0; i < 20'000; ++i) {
        std::string value = random.next() % 2 == 0 ? "" : seeds[random.next() % 4];
        for (std::uint64_t k = random.next() % 8; k > 0; --k) {
            value.insert(random.next() % (value.size() + 1), 1, letters[random.next() % letters.size()]);
        }
        const std::optional<std::int64_t> now =
            random.next() % 3 == 0
                ? std::nullopt
                : std::optional<std::int64_t>(static_cast<std::int64_t>(random.next() >> 1U));
        for (const std::optional<Millis>& wait :
             {retry_after(value, now), reset(value, now), wait_in_words("try again in " + value),
              read_retry_advice({{"retry-after-ms", value}, {"date", value}}, now).retry_after_ms}) {
            if (wait) CHECK((*wait >= 0 && *wait <= longest_sensible_wait_ms));
        }
    }
}

}  // namespace
}  // namespace moa::wire
