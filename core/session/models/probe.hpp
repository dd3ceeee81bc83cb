// The liveness probe: a one-token request, and what its answer says of the model. Being in a provider's list
// does not make a model callable, so it has to be asked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"
#include "wire/chat_response.hpp"

namespace moa::session {

/// What is to be probed: a model at a provider, which is where the provider's base URL says.
struct ProbeTarget {
    mixture::Provider provider;
    std::string model;
};

/// Each pair of provider and model of the recipe once, in the order of the recipe. Providers that are not in
/// `providers` are left out; check_providers tells of them.
std::vector<ProbeTarget> probe_targets(const mixture::Recipe& recipe, const mixture::Providers& providers);

/// What a probe says of a model.
enum class Verdict {
    callable,      ///< it answered
    limited,       ///< callable with this key, but a limit of rate or load kept it from answering now
    not_callable,  ///< refused, and asking again will not help
    unclear,  ///< it could not be asked, or failed for a reason that may pass: network, server error, time
};

/// As the verdict stands in files: "callable", "limited", "not_callable", "unclear".
std::string_view to_string(Verdict verdict);
/// `unclear` for an unknown word.
Verdict verdict_from_name(std::string_view name);
/// For people: "callable", "callable, but limited now", "not callable", "unclear".
std::string_view verdict_words(Verdict verdict);
/// The sign in front of the words: a tick, a cross, or a question mark (UTF-8).
std::string_view verdict_sign(Verdict verdict);

/// What an error tells of the model that was asked.
Verdict verdict_of(ErrorKind kind);

/// Whether the error says that this provider does not offer the model (to this key): then another one of its
/// list could stand in.
bool wants_another_model(ErrorKind kind);

/// The request: the shortest question, and one token as the answer's limit.
wire::HttpRequest probe_request(const ProbeTarget& target);

/// Reads the answer to one probe.
class ProbeReading {
  public:
    void on_head(const wire::ResponseHead& head) { response_.on_head(head); }
    /// True once the answer is decided: the rest need not be read.
    bool on_bytes(std::string_view bytes);
    void on_end();

    /// Whether verdict and error are known: by a token, an error, or the end.
    bool decided() const { return has_token_ || ended_ || response_.error(); }
    Verdict verdict() const;
    /// For every verdict but `callable`.
    std::optional<Error> error() const;

  private:
    bool answered() const;

    wire::ChatResponse response_;
    wire::ChatDelta added_;
    bool has_token_ = false;
    bool ended_ = false;
};

}  // namespace moa::session
