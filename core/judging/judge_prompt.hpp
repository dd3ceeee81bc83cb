// What a judge is asked: which of two answers serves the user better.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wire/chat.hpp"

namespace moa::judging {

/// Two answers to the same user, without their sources. The last turn is the one that is judged; those before
/// it are shown, too. All three have the same number of turns, at least one. Views; the texts must outlive
/// it.
struct JudgedPair {
    std::vector<std::string_view> questions;
    std::vector<std::string_view> first;  ///< the answers that are shown as A
    std::vector<std::string_view> second;
};

/// What a judge is told to do; a plan of an experiment holds it.
std::string_view judge_instructions();

/// The request, after the pairwise prompt of MT-Bench (Zheng et al., arXiv 2306.05685, figure 5) in our own
/// words: an explanation, then [[A]], [[B]] or [[C]] for a tie. Lines that no text contains enclose each
/// text, so that no answer can pass for the end of itself.
std::vector<wire::ChatMessage> judge_messages(const JudgedPair& pair,
                                              std::string_view instructions = judge_instructions());

}  // namespace moa::judging
