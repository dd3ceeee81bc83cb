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
