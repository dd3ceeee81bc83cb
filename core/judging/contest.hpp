// Two answer files, question by question: what is to be judged.
#pragma once

#include <string>
#include <vector>

#include "judging/answer_file.hpp"
#include "judging/judge_prompt.hpp"
#include "judging/tally.hpp"

namespace moa::judging {

/// Both sides' answers to one turn of a question, with the turns before it.
struct Contest {
    std::string id;  ///< "81", and "81#2" for a second turn
    std::vector<std::string> questions;
    std::vector<std::string> a;
    std::vector<std::string> b;
    PairFacts facts;
    JsonBox fields = JsonBox::object();  ///< of the question; empty where no questions file was given
};

struct Contests {
    std::vector<Contest> contests;       ///< in the order of file A
    std::vector<std::string> only_in_a;  ///< IDs without an answer on the other side
    std::vector<std::string> only_in_b;
};

/// One turn of a question: the texts of that turn are the last of each, those of the turns before are before.
/// Where a side has no answer, or both have said the same all along, no judge is needed (`facts.given`).
Contest contest_of(std::string id, std::vector<std::string> questions, std::vector<std::string> a,
                   std::vector<std::string> b, std::size_t cluster);

/// Joins the answers by ID, byte for byte. `questions` may be empty where the answer files hold them. The
/// error is a sentence: a question whose text is nowhere, or none in common.
Result<Contests> join_answers(const std::vector<Answer>& a, const std::vector<Answer>& b,
                              const std::vector<Question>& questions);

/// What the judge sees, with the answer of side B first or second. Views into `contest`.
JudgedPair judged_pair(const Contest& contest, bool b_first);

/// The length of a text in code points.
std::int64_t characters_of(std::string_view text);

}  // namespace moa::judging
