// What a simulated model says: scripted for some questions, put together from the question for any other.
#pragma once

#include <string>
#include <vector>

#include "simulate/character.hpp"
#include "wire/chat.hpp"

namespace moa::simulate {

struct Reply {
    std::string reasoning;  ///< empty but for the thinker
    std::string text;
};

/// The same character and messages always give the same reply. References in the system message make it a
/// synthesis.
Reply compose_reply(const Character& character, const std::vector<wire::ChatMessage>& messages);

}  // namespace moa::simulate
