// What is needed to call models: keys, and what is known of the models: lists, checks, prices, measurements.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "session/configuration.hpp"
#include "session/credential_store.hpp"
#include "session/credentials.hpp"
#include "session/experience.hpp"
#include "session/models/model_book.hpp"
#include "session/models/model_requests.hpp"

namespace moa::session {

class ModelAccess {
  public:
    /// `keeper` may be null. All of them outlive it.
    ModelAccess(ModelPorts ports, CredentialStore* keeper, const Configuration& configuration);

    // Keys. A provider is named as in the configuration.
    const Credentials& keys() const { return keys_; }
    /// Remembers a key for the provider at the base URL now in use. An empty key forgets it.
    std::optional<Error> set_key(std::string_view provider, std::string_view key);
    bool has_key(std::string_view provider) const;
    /// The user's yes to keys over http at this address, see Credentials::allow_http, or that it is taken
    /// back. Workspace::allow_http_keys keeps it, too.
    void allow_http_keys(std::string_view base_url, bool allowed);
    /// Why the agent cannot be called: for want of its provider or of a key for it.
    std::optional<Error> cannot_call(const mixture::Agent& agent) const;
    /// Keys from elsewhere (the environment, a key keeper), each bound to its own origin.
    void add_keys(const Credentials& keys);
    /// The same where there is no key yet.
    void offer_keys(const Credentials& keys);
    /// Drops the key for the provider at this base URL here; it stays where it is kept.
    void drop_key(std::string_view provider, std::string_view base_url);
    /// The provider's key is kept, but the place is locked.
    bool locked_out(const mixture::Provider& provider) const;
    /// Where something was refused for a locked key: asks the user to unlock the kept keys, and calls `then`
    /// once they are set. False where nothing was asked.
    bool unlock_after(const Error& refusal, std::function<void()> then);
    /// Forgets the key for the provider at this base URL, here and where it is kept.
    std::optional<Error> forget_key(const mixture::Provider& provider);
    /// May be null.
    CredentialStore* credential_store() const { return keeper_; }

    // Lists and checks of models.
    const ModelBook& book() const { return book_; }
    /// Adds what a shell has kept from earlier.
    void remember_models(const ModelBook& kept);
    /// Asks the provider for its list; it need not be one of the configuration. `key` goes with this request
    /// only; empty: the key that is set for the provider. `allows_http`: with the user's yes for its address,
    /// for this request. An error says why it was not asked; what becomes of
    /// it is in book() or requests(). Where the key is locked, the user is asked to unlock it first.
    std::optional<Error> load_models(const mixture::Provider& provider, std::string_view key = {},
                                     bool allows_http = false);
    /// Probes every model that `setup` would call; it need not be in use. Keys are unlocked as for
    /// load_models.
    std::optional<Error> check(const Setup& setup);
    /// Probes every model that a recipe would call, at the providers now in use.
    std::optional<Error> check(const mixture::Recipe& recipe);
    /// Ends the check; results that have come stay.
    void stop_check() { requests_.stop_check(); }
    /// What is being asked now, and what failed.
    const ModelRequests& requests() const { return requests_; }
    /// The date now, as the shell tells it; no_date where it does not.
    UtcSeconds today() const { return ports_.utc ? ports_.utc() : no_date; }

    // What is known of them.
    mixture::PriceList prices_of(const mixture::Recipe& recipe) const;
    run::KnownModels known_models_of(const mixture::Recipe& recipe) const;
    /// What was measured of models in runs.
    const Experience& experience() const { return experience_; }
    /// Replaces it by what a shell has kept.
    void remember_experience(Experience kept);
    void learn(const run::RunState& ended);

    /// Call at `next_wake` or at any other time.
    void tick() { requests_.tick(); }
    Millis next_wake() const { return requests_.next_wake(); }
    /// Grows with whatever can be seen.
    std::uint64_t revision() const { return revision_; }

  private:
    /// The keys, with `key` for this provider in front where one is given.
    Result<Credentials> keys_with(const mixture::Provider& provider, std::string_view key,
                                  bool allows_http) const;

    ModelPorts ports_;
    CredentialStore* keeper_;
    const Configuration& configuration_;
    Credentials keys_;
    ModelBook book_;
    Experience experience_;
    std::uint64_t revision_ = 0;
    ModelRequests requests_;
};

}  // namespace moa::session
