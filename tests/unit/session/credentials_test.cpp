#include <doctest/doctest.h>

#include <string>

#include "session/credentials.hpp"
#include "session/key_text.hpp"

using moa::session::Credentials;

TEST_CASE("a key goes to the origin it was entered for and to no other") {
    Credentials keys;
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
    Credentials keys;
    REQUIRE(keys.set("groq", "https://api.groq.com/openai/v1", "typed"));
    Credentials late;
    REQUIRE(late.set("groq", "https://api.groq.com/openai/v1", "kept"));
    REQUIRE(late.set("together", "https://api.together.ai/v1", "kept"));
    keys.fill(late);
    CHECK(keys.authorization("groq", "https://api.groq.com/openai/v1")->second == "Bearer typed");
    CHECK(keys.authorization("together", "https://api.together.ai/v1")->second == "Bearer kept");
}

TEST_CASE("keys that cannot be header values are refused, empty ones forget") {
    Credentials keys;
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
    Credentials keys;
    REQUIRE(keys.set("custom", "https://one.example/v1", "one"));
    REQUIRE(keys.set("custom", "https://two.example/v1", "two"));
    CHECK(keys.authorization("custom", "https://one.example/v1/models")->second == "Bearer one");
    CHECK(keys.authorization("custom", "https://two.example/v1/models")->second == "Bearer two");
    keys.forget("custom", "https://one.example/other/path");
    CHECK_FALSE(keys.has("custom", "https://one.example/v1"));
    CHECK(keys.has("custom", "https://two.example/v1"));

    Credentials more;
    REQUIRE(more.set("custom", "https://two.example", "newer"));
    REQUIRE(more.set("groq", "https://api.groq.com/openai/v1", "third"));
    keys.merge(more);
    CHECK(keys.authorization("custom", "https://two.example/v1")->second == "Bearer newer");
    CHECK(keys.has("groq", "https://api.groq.com/openai/v1"));
}

TEST_CASE("what is pasted along with a key is taken off") {
    using moa::session::read_pasted_key;
    for (const char* pasted :
         {"sk-abc", "  sk-abc\r\n", "\"sk-abc\"", "'sk-abc'", "\u201Csk-abc\u201D", "Bearer sk-abc",
          "bearer  sk-abc", "Authorization: Bearer sk-abc", "OPENAI_API_KEY=sk-abc",
          "export OPENAI_API_KEY=\"sk-abc\"", "api_key: sk-abc", "\"api_key\": \"sk-abc\",",
          "$env:OPENAI_API_KEY = 'sk-abc'", "sk-abc;", "sk-abc # of the office", "\uFEFFsk-abc",
          "sk-\u200Babc\u200B", "\u00A0sk-abc\u00A0", "\u3164sk\u00AD-a\u034Fbc"}) {
        CAPTURE(pasted);
        CHECK(read_pasted_key(pasted).fault.empty());
        CHECK(read_pasted_key(pasted).key == "sk-abc");
    }
    // Signs of the key's own stay.
    for (const char* key : {"abcdEF12==", "id.secret+/=", "bearerish", "a:b", "x=y", "key"}) {
        CAPTURE(key);
        CHECK(read_pasted_key(key).key == key);
    }
    CHECK(read_pasted_key(" \u200B ").key.empty());
    CHECK(read_pasted_key("Bearer ").fault.empty());
}

TEST_CASE("what cannot be a key is told for its true reason, and not repeated") {
    using moa::session::read_pasted_key;
    const auto fault = [](const char* text) { return read_pasted_key(text).fault; };
    CHECK(fault("one two") == "it contains a space");
    CHECK(fault("one\u00A0two") == "it contains a space");
    CHECK(fault("one\ntwo") == "it contains a line break");
    CHECK(fault("one\x01two") == "it contains a control character");
    CHECK(fault("sk\u2013abc") == "it contains a character that is not valid in a key (U+2013)");
    CHECK(fault("sk-abc\u2026").find("shortened") != std::string::npos);
    CHECK(fault("op://vault/item/field").find("1Password") != std::string::npos);
    CHECK(fault("$OPENAI_API_KEY").find("a variable's name") != std::string::npos);
    CHECK(fault("<your key>").find("placeholder") != std::string::npos);
    const std::string refusal = Credentials::text_refusal("Groq", "sk-one two");
    CHECK(refusal == "This is not an API key for Groq: it contains a space. Copy it again.");
    CHECK(Credentials::text_refusal("Groq", " ").find("empty") != std::string::npos);
    CHECK(Credentials().refusal("Groq", "https://api.groq.com/openai/v1", "sk-1").empty());
}

TEST_CASE("no key goes over http to another machine without a yes for its origin") {
    const std::string box = "http://192.168.0.20:11434/v1";
    Credentials keys;
    REQUIRE(keys.set("box", box, "sk-0123456789abcdef"));
    CHECK_FALSE(keys.has("box", box));
    CHECK_FALSE(keys.authorization("box", box + "/models"));
    CHECK(keys.masked("sk-0123456789abcdef") == "[key]");
    CHECK(keys.address_refusal("Box", box).find("unencrypted") != std::string::npos);
    keys.allow_http(box);
    CHECK(keys.address_refusal("Box", box).empty());
    CHECK(keys.authorization("box", box + "/models")->second == "Bearer sk-0123456789abcdef");
    // The yes is for this origin, and comes along when rings are joined.
    REQUIRE(keys.set("box", "http://192.168.0.20:8080/v1", "sk-0123456789abcdef"));
    CHECK_FALSE(keys.has("box", "http://192.168.0.20:8080/v1"));
    Credentials joined;
    joined.merge(keys);
    CHECK(joined.has("box", box));
    keys.forbid_http(box);
    CHECK_FALSE(keys.has("box", box));
    CHECK(keys.set("box", "http://localhost:11434/v1", "sk-1"));
    CHECK(keys.has("box", "http://localhost:11434/v1"));
    // No yes helps where the network is not the user's own, or where none is needed.
    for (const char* never : {"http://models.example/v1", "http://8.8.8.8/v1", "http://169.254.169.254/v1"}) {
        CAPTURE(never);
        keys.allow_http(never);
        CHECK_FALSE(keys.set("box", never, "sk-1"));
        CHECK_FALSE(keys.may_go_to(never));
    }
    keys.allow_http("https://lab.example");
    CHECK(keys.http_origins().empty());
}

TEST_CASE("a header of one's own goes where a key goes, and is masked as a key is") {
    Credentials keys;
    REQUIRE_FALSE(keys.set_header("lab", "https://lab.example/v1", {"x-token", "header-secret-0123456789"}));
    REQUIRE_FALSE(keys.set_header("lab", "https://lab.example/v1", {"X-Token", "header-secret-9876543210"}));
    const moa::wire::Headers sent = keys.headers("lab", "https://lab.example/v1/chat/completions");
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].second == "header-secret-9876543210");
    CHECK(keys.has("lab", "https://lab.example/v1"));
    CHECK_FALSE(keys.authorization("lab", "https://lab.example/v1"));
    CHECK(keys.headers("lab", "https://evil.example/v1").empty());
    CHECK(keys.headers("other", "https://lab.example/v1").empty());
    CHECK(keys.masked("it was header-secret-9876543210.") == "it was [key].");
    CHECK(keys.set_header("lab", "http://192.168.1.5/v1", {"x-token", "header-secret-0123456789"}));
    CHECK(keys.headers("lab", "http://192.168.1.5/v1").empty());
}
