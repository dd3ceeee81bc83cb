// Whether the references fit the model's context, and what is done when they do not: planned before anything
// is sent, and said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mixture/policy.hpp"

namespace moa::mixture {

/// What is known before a node is sent. Tokens are those of wire::estimate_tokens unless said otherwise.
struct FitQuestion {
    std::int64_t fixed_tokens = 0;  ///< of the messages without the references
    std::vector<std::int64_t> reference_tokens;
    std::optional<std::int64_t>
        context_tokens;                ///< real ones; prompt and answer together; nothing: not known
    std::int64_t answer_tokens = 0;    ///< real ones, kept free for the answer: max_tokens
    double token_ratio = 1;            ///< real tokens per estimated one, see TokenRatio
    bool measured = false;             ///< the ratio was learned from this model's own counts
    std::optional<ContextFit> choice;  ///< nothing: default_fit
    /// How much each reference agrees with the others, for drop_lowest; without it the last is the lowest.
    std::vector<double> agreement;
};

struct FitPlan {
    enum class Outcome {
        fits,
        unknown,   ///< how much the model takes is not known: sent as it is
        changed,   ///< it fits with what is said below
        too_long,  ///< it does not fit, whatever is done within the stated choice
    };
    Outcome outcome = Outcome::fits;
    std::int64_t needed_tokens = 0;     ///< real ones, estimated: the whole prompt
    std::int64_t available_tokens = 0;  ///< real ones: context without the answer
    /// For each reference the estimated tokens it may keep: nothing for all of it, 0 for one left out.
    std::vector<std::optional<std::int64_t>> keep;
    int window = 0;  ///< references a call, the carried result among them; 0: all in one call
    std::string
        sentence;  ///< what was done or why it cannot be, for the user and the log; empty when it fits

    /// A reference is cut or left out.
    bool shortens() const;
    bool operator==(const FitPlan&) const = default;
};

/// Real tokens that are kept for an answer of at most `answer_tokens`: no more than half of the context,
/// since answers mostly end long before their limit.
std::int64_t kept_for_answer(std::int64_t context_tokens, std::int64_t answer_tokens);

/// What is done where the recipe does not say it: window in a context of at most 16,384 tokens, as servers at
/// home have them, where six answers are soon too long; else fail.
ContextFit default_fit(std::int64_t context_tokens);

/// Plans within the question's choice; where no window fits, the longest references are trimmed. An estimate
/// that was never checked against the model's own counts is off by up to a fifth (code and rare scripts
/// more), so "fail" refuses only what is too long by more.
FitPlan plan_fit(const FitQuestion& question);

/// Steps of a sliding window over `count` references, each as a half-open range. The first step takes
/// `window` references, each further one takes `window - 1` and the result so far.
std::vector<std::pair<std::size_t, std::size_t>> window_steps(std::size_t count, int window);

/// The longest prefix of `text` of at most this many estimated tokens. It ends after a word if one ends in
/// its last eighth, and never inside a UTF-8 sequence.
std::string_view trimmed_to(std::string_view text, std::int64_t tokens);

class TokenRatio;

/// The tokens that a prompt must have had, estimated, where its server counted less than half of them: then
/// it has cut the prompt, as llama.cpp's context shift and Ollama do without a word. Nothing where all is
/// well, and for prompts too short to tell.
std::optional<std::int64_t> cut_by_server(std::int64_t estimated, const TokenRatio& ratio,
                                          std::int64_t counted);

/// Real tokens per estimated one, learned from what a model's provider counts. Later calls count more: the
/// weight of a call halves with every third one after it.
class TokenRatio {
  public:
    /// Calls of fewer than 50 estimated tokens teach nothing: there the chat template's own tokens weigh more
    /// than the text.
    void learn(std::int64_t estimated, std::int64_t reported);
    /// 1 before anything was learned; within a quarter and four, since more is a miscount.
    double value() const;
    bool is_measured() const { return estimated_ > 0; }

    // For keeping it.
    double estimated_sum() const { return estimated_; }
    double reported_sum() const { return reported_; }
    static TokenRatio from_sums(double estimated, double reported);

  private:
    double estimated_ = 0;
    double reported_ = 0;
};

}  // namespace moa::mixture
