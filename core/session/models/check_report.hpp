// A check of a recipe's models as people read it: the same lines in the terminal, on the page and in the
// window.
#pragma once

#include <string>
#include <vector>

#include "session/models/model_requests.hpp"

namespace moa::session {

/// What is known of one model of a recipe.
struct CheckLine {
    std::string provider;  ///< its label
    std::string model;
    bool asking = false;  ///< its probe is on its way or waiting: the rest is of an earlier one
    const ProbeResult* result = nullptr;  ///< of the latest probe; nullptr when there was none. Of the book
    std::string sign;    ///< "✓", "✗", "?", or "…" while it is asked; "·" without a result
    std::string words;   ///< "callable", "being asked", "not asked yet", ...
    std::string reason;  ///< why not, and what to do; empty for what is plainly callable
    std::vector<std::string>
        nearest;  ///< what could stand in, where the model is not to be had or not listed
};

/// One line for each target. `requests` may be nullptr: then nothing is being asked.
std::vector<CheckLine> check_lines(const ModelBook& book, const std::vector<ProbeTarget>& targets,
                                   const ModelRequests* requests);

/// Whether this line's model can be called with this key.
bool is_callable(const CheckLine& line);

/// "5 of 6 models are callable.", "Asking 3 of 6 models.", or what else the lines amount to; the day of the
/// oldest result where it is another than `today`. Empty where no model was ever asked.
std::string check_sentence(const std::vector<CheckLine>& lines, UtcSeconds today);

/// What could stand in, as a sentence: "Nearest in the list of Together: a, b." Empty where nothing is near.
std::string nearest_sentence(const CheckLine& line);

}  // namespace moa::session
