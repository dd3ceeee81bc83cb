// The simulated models as characters: how each writes and how fast it is.
#pragma once

#include <string_view>
#include <vector>

namespace moa::simulate {

enum class Style {
    terse,         ///< an engineer: the result, the figures, no more
    lecturer,      ///< explains step by step
    tabular,       ///< tables and code
    thinker,       ///< sends reasoning tokens first
    brief,         ///< one short paragraph
    multilingual,  ///< closes with a summary in other languages
    sceptic,       ///< says what could be wrong
    editor,        ///< weighs other answers: the aggregator
};

struct Character {
    std::string_view id;
    std::string_view description;
    Style style = Style::terse;
    double first_token = 1;  ///< times the pace's time to first token
    double speed = 1;        ///< times the pace's tokens per second
};

const std::vector<Character>& characters();

/// The character with this model id, or nullptr.
const Character* find_character(std::string_view id);

/// The character that plays a model nobody has scripted: always the same one for one id.
const Character& stand_in(std::string_view id);

}  // namespace moa::simulate
