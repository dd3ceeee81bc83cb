// Files of many JSON values, read piece by piece: JSON Lines, or one JSON array.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "error.hpp"

namespace moa::evaluation {

/// One value as it stands in its file.
struct Item {
    std::uint64_t at = 0;    ///< where it begins, in bytes
    std::uint64_t line = 1;  ///< the line where it begins
    std::string text;
};

/// Cuts a file into its values without reading them: what is no JSON inside a value is found by who reads it.
/// The first character decides: an array begins with "[", everything else is a value a line.
class ItemScanner {
  public:
    /// Longer values are an error: questions and answers have megabytes at most.
    static constexpr std::size_t most_item_bytes = std::size_t{32} << 20U;

    using Take = std::function<void(Item)>;

    std::optional<Error> feed(std::string_view bytes, const Take& take);
    /// At the end of the file. The last line needs no line feed; an array needs its bracket.
    std::optional<Error> finish(const Take& take);

  private:
    enum class Kind { unknown, lines, array, ended };
    std::optional<Error> step(char c, const Take& take);
    void begin(char c);
    void end(const Take& take);
    std::optional<Error> unexpected() const;

    Kind kind_ = Kind::unknown;
    std::uint64_t at_ = 0;
    std::uint64_t line_ = 1;
    bool inside_ = false;  ///< a value has begun
    int depth_ = 0;        ///< brackets open inside the value
    bool in_string_ = false;
    bool escaped_ = false;
    bool after_value_ = false;  ///< of an array: a comma or its end is next
    Item item_;
};

}  // namespace moa::evaluation
