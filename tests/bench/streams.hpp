// Streams to measure with: chunks as providers send them, one event a piece, about 300 bytes each.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace moa::bench {

struct Stream {
    std::string name;
    std::vector<std::string> events;
};

/// `count` events in the shape of one provider: "openai" (with its obfuscation member), "together" (the text
/// twice and a token id), "groq".
Stream make_stream(const std::string& shape, std::size_t count);

}  // namespace moa::bench
