// The file that keeps what judges were asked and what they said ("moa-judgements/1"): JSON Lines, so that it
// can be read anywhere, judged again by nobody, and counted again by everybody.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_box.hpp"
#include "judging/verdict.hpp"
#include "result.hpp"
#include "wire/chat.hpp"

namespace moa::judging {

inline constexpr std::string_view judgement_format = "moa-judgements/1";

/// One reply of one judge.
struct JudgementRecord {
    std::string contest;   ///< ID of the question, see Contest
    std::string judge;     ///< "together:openai/gpt-oss-120b"
    bool b_first = false;  ///< "order": "ba", else "ab"
    std::vector<wire::ChatMessage> prompt;
    std::string reply;               ///< the judge's words, raw
    std::optional<Verdict> verdict;  ///< null where the reply has none
    std::optional<double> cost_usd;  ///< null for an unpriced judge
};

/// The first line of a file.
std::string judgement_header();
/// A line with its line feed.
std::string to_line(const JudgementRecord& record);
/// The same as a value, for files whose lines have more members.
Json to_json(const JudgementRecord& record);

/// What has been judged, found again by what was asked: another answer or another wording is another game.
class JudgementLog {
  public:
    /// A torn last line is passed over. The error completes "FILE: ". An empty text is an empty log.
    static Result<JudgementLog> read(std::string_view text);

    /// A line of the file; false for one that is no judgement.
    bool add_line(const Json& line);
    struct Known {
        std::string reply;
        std::optional<Verdict> verdict;
        std::optional<double> cost_usd;
    };
    /// Nothing where the judge was not asked this yet.
    const Known* find(const std::string& judge, const std::vector<wire::ChatMessage>& prompt) const;

    /// Of all judgements; those without a price cost nothing.
    double cost_usd() const { return cost_usd_; }

  private:
    double cost_usd_ = 0;
    std::map<std::pair<std::string, std::string>, Known> known_;  ///< by judge and prompt
};

}  // namespace moa::judging
