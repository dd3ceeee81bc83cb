// The responses in tests/fixtures/streams, shaped as the providers document theirs, and what each one means.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wire/chat_response.hpp"

namespace moa::wire::test {

/// What a whole response came to.
struct Outcome {
    std::string text;
    std::string reasoning;
    std::string finish_reason;
    std::optional<Usage> usage;
    bool done = false;
    std::string error;  ///< the kind's name, empty for none

    bool operator==(const Outcome&) const = default;
};

struct StreamFixture {
    std::string file;
    ResponseHead head;
    std::string bytes;
    Outcome expected;
};

/// All of them, in the order of expected.json. Reads the files on first use.
const std::vector<StreamFixture>& stream_fixtures();

/// The bytes of a file below the source folder; empty when there is none.
std::string read_source_file(const std::string& path);

/// Random numbers that are the same on every system (splitmix64).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    /// From 0 to `bound` - 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

  private:
    std::uint64_t state_;
};

}  // namespace moa::wire::test
