#include "wire/key_mask.hpp"

#include <doctest/doctest.h>

#include <string>

namespace moa::wire {
namespace {

/// The whole text, handed over in pieces of this size.
std::string masked(std::string_view authorization, std::string_view text, std::size_t piece) {
    KeyMask mask(authorization);
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += piece)
        out += mask.take(text.substr(at, piece));
    return out + mask.rest();
}

TEST_CASE("the key that was sent does not come back, whatever it looks like and however it is cut") {
    for (const std::string key :
         {"csk-0123456789abcdef", "fw_9876543210zyxwvu", "correct-horse-battery-staple",
          "123e4567-e89b-12d3-a456-426614174000", "c2VjcmV0+c2VjcmV0/c2Vj==", "aaaaaaaaaaaaaaaab"}) {
        const std::string text =
            "{\"error\":\"the key " + key + " is wrong; " + key + key + "\"} and a" + key.substr(0, 9);
        const std::string want =
            "{\"error\":\"the key [key] is wrong; [key][key]\"} and a" + key.substr(0, 9);
        for (std::size_t piece = 1; piece <= text.size(); ++piece) {
            CAPTURE(key);
            CAPTURE(piece);
            CHECK(masked("Bearer " + key, text, piece) == want);
        }
    }
}

TEST_CASE("a key does not come back in another form either") {
    // printf %s KEY | base64, rev, jq -Rr @uri
    const std::string authorization = "Bearer sk+live/0123456789==";
    for (const std::string_view form :
         {"c2srbGl2ZS8wMTIzNDU2Nzg5PT0", "==9876543210/evil+ks", "sk%2Blive%2F0123456789%3D%3D"}) {
        const std::string text = "it was " + std::string(form) + ".";
        for (std::size_t piece = 1; piece <= text.size(); ++piece) {
            CAPTURE(form);
            CAPTURE(piece);
            const std::string shown = masked(authorization, text, piece);
            CHECK(shown.starts_with("it was [key]"));
            CHECK(shown.size() <= std::string("it was [key]0.").size());
        }
    }
    // Within a longer text, whose letters at both ends are of the neighbours, too: "a:" and "ab:" before it,
    // ":b" behind.
    CHECK(masked(authorization, "YTpzaytsaXZlLzAxMjM0NTY3ODk9PTpi", 5).find("aXZlLzAxMjM0NTY3ODk") ==
          std::string::npos);
    CHECK(masked(authorization, "YWI6c2srbGl2ZS8wMTIzNDU2Nzg5PT06Yg", 5).find("bGl2ZS8wMTIzNDU2Nzg5") ==
          std::string::npos);
    CHECK(masked("Bearer ~~~???~~~???~~~???", "fn5-Pz8_fn5-Pz8_fn5-Pz8_", 7) == "[key]");
}

TEST_CASE("what begins like one form may hold another") {
    const std::string key = "abcabcabcabcabcabd";
    CHECK(masked("Bearer " + key, "abc" + key, 1) == "abc[key]");
    CHECK(masked("Bearer " + key, "dbacba" + key, 2) == "dbacba[key]");
}

TEST_CASE("what is no secret stays, and nothing is held back without a key") {
    CHECK(masked("Bearer anything", "anything goes", 3) == "anything goes");
    KeyMask none("");
    CHECK_FALSE(none.active());
    CHECK(none.take("data: ") == "data: ");
    KeyMask mask("Bearer sk-0123456789abcdef");
    CHECK(mask.take("data: {}\n\n") == "data: {}\n\n");
    CHECK(mask.take("sk-01") == "");
    CHECK(mask.take("9") == "sk-019");
}

}  // namespace
}  // namespace moa::wire
