// What was measured of models in finished runs: how soon and how fast they answer, how long their answers
// are, and how their tokens compare with estimated ones. What estimates build on. It holds no text and no
// key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "mixture/context_fit.hpp"
#include "mixture/provider.hpp"
#include "run/input.hpp"
#include "session/models/model_book.hpp"

namespace moa::session {

/// One answer.
struct CallSample {
    double first_token_ms = 0;     ///< from the request to the first token, thinking included
    double tokens_per_second = 0;  ///< after it
    double answer_tokens = 0;      ///< as the provider counted them, thinking included
    double prompt_tokens = 0;      ///< as the provider counted them; 0: not known

    bool operator==(const CallSample&) const = default;
};

/// What is known of a model.
struct Measured {
    std::vector<CallSample> samples;  ///< the latest last, at most `max_samples`
    mixture::TokenRatio prompt_ratio;

    /// The value below which this share of the samples lies (nearest rank); nothing without samples.
    std::optional<double> quantile(double CallSample::*part, double share) const;
};

/// How long a model takes to its first token by the length of its prompt, as a line through what was
/// measured.
struct ReadingTime {
    double start_ms = 0;
    double ms_per_token = 0;
    // Of the measured times, each divided by the line's: the tenth percentile, the median, the longest.
    double low = 1;
    double likely = 1;
    double high = 1;
};

/// Nothing where no prompt was measured that is long enough to tell.
std::optional<ReadingTime> reading_time(const Measured& measured);

inline constexpr std::size_t max_samples = 25;  ///< of a model: enough for quantiles, and the old ones fade

class Experience {
  public:
    /// Takes in every node of the run that has an answer with tokens counted by its provider, but for those
    /// whose prompt the server has cut. Once for each run, when it has ended.
    void learn(const run::RunState& state, const mixture::Providers& providers);
    /// Nullptr for a model that never answered at this provider's address. Valid until the next change.
    const Measured* of(const mixture::Provider& provider, std::string_view model) const;
    bool empty() const { return models_.empty(); }

  private:
    friend std::string write_experience(const Experience& experience);
    friend Experience read_experience(std::string_view text);

    using Callee = std::tuple<std::string, std::string, std::string>;  // provider, base URL, model
    std::map<Callee, Measured> models_;
};

/// What a run of this recipe can know of its models: how much they take, from their providers' lists, and how
/// their tokens compare with estimated ones, from earlier runs.
run::KnownModels known_models(const ModelBook& book, const Experience& experience,
                              const mixture::Recipe& recipe, const mixture::Providers& providers);

inline constexpr std::string_view experience_format = "moa-experience/1";

/// As JSON text: {"format", "models": [{"provider", "base_url", "model", "prompt_tokens": [estimated,
/// counted], "calls": [[first_token_ms, tokens_per_second, answer_tokens, prompt_tokens], ...]}]}.
std::string write_experience(const Experience& experience);

/// Reads what write_experience wrote. Damaged parts are left out: it is a memory, so no error is reported.
Experience read_experience(std::string_view text);

}  // namespace moa::session
