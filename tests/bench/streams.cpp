#include "bench/streams.hpp"

#include <array>

namespace moa::bench {
namespace {

// Words, escapes and scripts as models write them.
constexpr std::array words = {
    " the",   " answer",  " is", "\\n\\n", " **bold**", " \\\"quoted\\\"", " gr\xc3\xbcn",
    " value", " of",      " 42", ",",      " and",      " then",           " \xe6\xbc\xa2\xe5\xad\x97",
    ".",      " proposer"};
constexpr std::array filler = {"a8Zq", "Jw3kLmPz0", "x", "Pq7rT2vWyBn", "m4Ns"};

std::string openai(std::size_t i) {
    return std::string(
               R"(data: {"id":"chatcmpl-C9zq1mH2x8FvT0bLw5sKdYpRgNe7u","object":"chat.completion.chunk","created":1790000000,)"
               R"("model":"gpt-oss-120b-2026-01-01","service_tier":"default","system_fingerprint":"fp_560af6e559","choices":)"
               R"([{"index":0,"delta":{"content":")") +
           words[i % words.size()] + R"("},"logprobs":null,"finish_reason":null}],"obfuscation":")" +
           filler[i % filler.size()] + "\"}\n\n";
}

std::string together(std::size_t i) {
    const std::string word = words[i % words.size()];
    return R"(data: {"id":"o8zBqpC-2kFHot-9a1b2c3d4e5f6a7b","object":"chat.completion.chunk","created":1790000000,"choices":[{"index":0,"text":")" +
           word + R"(","logprobs":null,"finish_reason":null,"seed":null,"delta":{"token_id":)" +
           std::to_string(1000 + (i * 7919) % 90000) + R"(,"role":"assistant","content":")" + word +
           R"(","tool_calls":null}}],"model":"meta-llama/Llama-3.3-70B-Instruct-Turbo","usage":null})" +
           "\n\n";
}

std::string groq(std::size_t i) {
    return std::string(
               R"(data: {"id":"chatcmpl-7d1f2c9e-52c1-4a0f-9b59-3f6d1f9d2a11","object":"chat.completion.chunk","created":1790000000,)"
               R"("model":"openai/gpt-oss-120b","system_fingerprint":"fp_8a618bed98","choices":[{"index":0,"delta":{"content":")") +
           words[i % words.size()] + R"("},"logprobs":null,"finish_reason":null}],"x_groq":null})" + "\n\n";
}

}  // namespace

Stream make_stream(const std::string& shape, std::size_t count) {
    Stream stream{shape, {}};
    stream.events.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        stream.events.push_back(shape == "openai" ? openai(i) : shape == "together" ? together(i) : groq(i));
    }
    return stream;
}

}  // namespace moa::bench
