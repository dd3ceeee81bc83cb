#include <doctest/doctest.h>

#include "session/key_ring.hpp"

using moa::session::KeyRing;

TEST_CASE("a key goes to the origin it was entered for and to no other") {
    KeyRing keys;
    REQUIRE(keys.set("together", "https://api.together.ai/v1", "  tok-123\n"));
    const auto header = keys.authorization("together", "https://api.together.ai/v1/chat/completions");
    REQUIRE(header.has_value());
    CHECK(header->first == "Authorization");
    CHECK(header->second == "Bearer tok-123");
    CHECK(keys.authorization("together", "https://API.together.ai:443/v1/models").has_value());
    for (const char* url :
         {"https://api.together.ai.evil.example/v1", "http://api.together.ai/v1",
          "https://api.together.ai:8443/v1", "https://evil.example/https://api.together.ai/",
          "https://api.together.ai@evil.example/v1", "http://127.0.0.1:8000/v1", ""}) {
        CHECK_MESSAGE(!keys.authorization("together", url).has_value(), url);
    }
    CHECK_FALSE(keys.authorization("groq", "https://api.together.ai/v1").has_value());
}

TEST_CASE("keys that arrive late take no place that is taken") {
    KeyRing keys;
    REQUIRE(keys.set("groq", "https://api.groq.com/openai/v1", "typed"));
    KeyRing late;
    REQUIRE(late.set("groq", "https://api.groq.com/openai/v1", "kept"));
    REQUIRE(late.set("together", "https://api.together.ai/v1", "kept"));
    keys.fill(late);
    CHECK(keys.authorization("groq", "https://api.groq.com/openai/v1")->second == "Bearer typed");
    CHECK(keys.authorization("together", "https://api.together.ai/v1")->second == "Bearer kept");
}

TEST_CASE("keys that cannot be header values are refused, empty ones forget") {
    KeyRing keys;
    CHECK_FALSE(keys.set("groq", "https://api.groq.com/openai/v1", "one two"));
    CHECK_FALSE(keys.set("groq", "https://api.groq.com/openai/v1", "a\r\nX-Evil: 1"));
    CHECK_FALSE(keys.set("groq", "https://api.groq.com/openai/v1", "schlüssel"));
    CHECK_FALSE(keys.set("groq", "not a url", "key"));
    CHECK_FALSE(keys.has("groq", "https://api.groq.com/openai/v1"));
    CHECK(keys.set("groq", "https://api.groq.com/openai/v1", "key"));
    CHECK(keys.has("groq", "https://api.groq.com/openai/v1"));
    CHECK(keys.set("groq", "https://api.groq.com/openai/v1", "  "));
    CHECK_FALSE(keys.has("groq", "https://api.groq.com/openai/v1"));
}

TEST_CASE("a provider may have a key for each of its origins") {
    KeyRing keys;
    REQUIRE(keys.set("custom", "https://one.example/v1", "one"));
    REQUIRE(keys.set("custom", "https://two.example/v1", "two"));
    CHECK(keys.authorization("custom", "https://one.example/v1/models")->second == "Bearer one");
    CHECK(keys.authorization("custom", "https://two.example/v1/models")->second == "Bearer two");
    keys.forget("custom", "https://one.example/other/path");
    CHECK_FALSE(keys.has("custom", "https://one.example/v1"));
    CHECK(keys.has("custom", "https://two.example/v1"));

    KeyRing more;
    REQUIRE(more.set("custom", "https://two.example", "newer"));
    REQUIRE(more.set("groq", "https://api.groq.com/openai/v1", "third"));
    keys.merge(more);
    CHECK(keys.authorization("custom", "https://two.example/v1")->second == "Bearer newer");
    CHECK(keys.has("groq", "https://api.groq.com/openai/v1"));
}
