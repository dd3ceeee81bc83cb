// Simulated models whose skill is known, so that statistics can be held against the truth.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clock.hpp"
#include "simulate/provider.hpp"
#include "wire/chat.hpp"

namespace moa::simulate {

/// A model whose id says how often it is right: "skilled/ada,correct=0.62,common=0.5". What the id leaves out
/// has the values below. Shares are from 0 to 1.
struct SkilledModel {
    std::string name;       ///< "ada": models of the same name and seed have the same luck
    double correct = 0.5;   ///< how often it is right on its own, also as a judge
    double common = 0;      ///< on this share of questions its luck is that of all models: errors correlate
    double same_wrong = 0;  ///< this share of its wrong answers is the wrong answer that others give, too
    double repairs = 0;     ///< as an aggregator: how often it is right although no reference is
    double spoils = 0;      ///< as an aggregator: how often it is wrong although a reference is right
    double leans = 0;       ///< as a judge: on this share of its games it names the answer shown first
    std::int64_t fails_from = -1;    ///< it answers no question from this number on; -1: it never fails
    double usd = 0;                  ///< a million tokens, in or out
    Millis first_token_ms = 200;     ///< "first" in the id
    double tokens_per_second = 100;  ///< "speed" in the id
    std::uint64_t seed = 1;
};

/// Nothing for an id that is not one of these, or that says something they do not understand.
std::optional<SkilledModel> parse_skilled_model(std::string_view id);
std::string to_model_id(const SkilledModel& model);

/// A question that these models answer, and the number they are to answer with.
std::string calibration_question(std::int64_t number);
std::int64_t calibration_truth(std::int64_t number);
/// The number of the calibration question in `text`; nothing where there is none.
std::optional<std::int64_t> calibration_number(std::string_view text);

/// Whether the text states the number that this question asks for.
bool states_truth(std::string_view text, std::int64_t question);

/// Whether the model solves the question on its own. `sample` counts its answers to the same question.
bool is_right_alone(const SkilledModel& model, std::int64_t question, std::int64_t sample);
/// The same as an aggregator that has references, of which one or more are right, or none.
bool is_right_with_references(const SkilledModel& model, std::int64_t question, std::int64_t sample,
                              bool one_is_right);

/// Answers for these models in place of the provider's refusal of a model that does not exist: a disturbance
/// of SimulatedTransport. Each repetition of a request is another sample.
class SkilledModels {
  public:
    /// What a model replies to requests of another kind, if to any: nothing for one that it does not know.
    using OtherTask =
        std::function<std::optional<std::string>(const SkilledModel&, const std::vector<wire::ChatMessage>&)>;
    explicit SkilledModels(OtherTask other = {}) : other_(std::move(other)) {}

    /// False, and nothing changed, where the request is for no such model.
    bool answer(const wire::HttpRequest& request, TimedResponse& response);

  private:
    OtherTask other_;
    std::map<std::uint64_t, std::int64_t> samples_;  ///< so far, by the hash of the body
};

}  // namespace moa::simulate
