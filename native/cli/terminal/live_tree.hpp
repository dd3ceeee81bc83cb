// The state of a run as lines of text for a terminal of a given size.
#pragma once

#include <string>
#include <vector>

#include "run/state.hpp"

namespace moa::cli {

struct TreeStyle {
    int columns = 80;
    int rows = 24;       ///< the tree takes at most one less
    bool colour = true;  ///< ANSI colours
};

/// A headline, then layer by layer one line per node: state (shape and word), model, time, tokens per second,
/// and the end of its text; below it the end of the answer while it is written. Layers fold into one line
/// each where the terminal has too few rows, those that are not at work first. `elapsed` counts from the
/// run's start. No line is wider than the terminal; text of models is made harmless.
std::vector<std::string> tree_lines(const run::RunState& state, Millis elapsed, const TreeStyle& style);

}  // namespace moa::cli
