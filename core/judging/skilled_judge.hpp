// Simulated judges whose skill is known, so that judged experiments can be held against the truth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judging/verdict.hpp"
#include "simulate/skilled.hpp"
#include "wire/chat.hpp"

namespace moa::judging {

/// The verdict on two answers to a calibration question. On the share `leans` of its games the judge names
/// the answer that is shown first. Of one right and one wrong answer it else prefers the right one with the
/// probability `correct`; two of a kind are a tie. `game` is what its luck depends on.
Verdict verdict_by_skill(const simulate::SkilledModel& judge, bool first_is_right, bool second_is_right,
                         std::uint64_t game);

/// The reply to what judge_messages() asks; nothing for any other request.
std::optional<std::string> judge_by_skill(const simulate::SkilledModel& judge,
                                          const std::vector<wire::ChatMessage>& messages);

}  // namespace moa::judging
