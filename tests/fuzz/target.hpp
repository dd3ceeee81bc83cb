// What every fuzz target is made of: a function that takes any bytes and stops the program where a promise of
// the code under test does not hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace moa::fuzz {

/// Event streams: the same events however the bytes are cut.
void sse(std::string_view input);
/// The data of one streamed event: the fast scanner says what the full parser says.
void deltas(std::string_view input);
/// Whole responses: the same meaning however the bytes are cut, and all text valid UTF-8.
void responses(std::string_view input);
/// Error bodies and headers: short, plain messages without keys, waits within bounds.
void errors(std::string_view input);
/// Lists of models: what is read is as promised, can be searched, and is kept.
void models(std::string_view input);
/// Recipes: read, written and read again they are the same, and nothing is lost.
void recipes(std::string_view input);
/// What a shell keeps beside them (setup, measurements, the history's entries): what was kept reads back the
/// same.
void kept_files(std::string_view input);
/// Run logs: any text can be read and replayed to any moment; what was written reads back the same.
void run_logs(std::string_view input);
/// Files of questions: the same values however they are cut, and an answer finds its question.
void question_sets(std::string_view input);
/// Mathematics in TeX: any text is set in finite sizes or not at all.
void tex(std::string_view input);
/// Markdown: any text has blocks with whole spans, and the same ones in pieces.
void markdown(std::string_view input);
/// Whole runs: whatever arrives in whatever order, a run keeps its promises.
void runs(std::string_view input);

/// Stops the program with a sentence when a promise is broken.
void require(bool holds, const char* promise);

/// Numbers taken from the end of an input, so that its beginning stays the text it is. An input that is used
/// up gives zeros.
class Numbers {
  public:
    explicit Numbers(std::string_view input) : left_(input) {}

    std::uint8_t byte() {
        if (left_.empty()) return 0;
        const char last = left_.back();
        left_.remove_suffix(1);
        return static_cast<std::uint8_t>(last);
    }
    /// From 0 to `bound` - 1; `bound` is 1 to 65536.
    std::size_t below(std::size_t bound) {
        const std::size_t high = bound > 256 ? byte() : 0U;
        return (high * 256 + byte()) % bound;
    }
    bool flag() { return (byte() & 1U) != 0; }
    bool empty() const { return left_.empty(); }
    /// What has not been taken.
    std::string_view left() const { return left_; }

  private:
    std::string_view left_;
};

/// Cuts a text into pieces as a network would: their sizes follow from the text itself, so that the whole
/// text can be any that there is.
class Pieces {
  public:
    Pieces(std::string_view text, std::uint64_t seed) : left_(text), state_(seed) {}

    bool empty() const { return left_.empty(); }
    /// The next piece; now and then an empty one.
    std::string_view next();

  private:
    std::string_view left_;
    std::uint64_t state_;
};

}  // namespace moa::fuzz
