// What is known of providers' models: their lists, with prices, and which of them answered a probe, each with
// its date. It never holds a key.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "mixture/price.hpp"
#include "mixture/recipe.hpp"
#include "session/models/probe.hpp"
#include "utc.hpp"
#include "wire/model_list.hpp"

namespace moa::session {

/// A provider's list as it was sent, sorted by id.
struct KeptList {
    UtcSeconds at = no_date;
    std::vector<wire::ListedModel> models;
    int calls_at_once = 0;  ///< that the server works on, as it says of itself; 0: it does not
};

/// What a probe said of a model.
struct ProbeResult {
    Verdict verdict = Verdict::unclear;
    UtcSeconds at = no_date;
    std::optional<Error> error;  ///< why, for every verdict but `callable`
};

/// A price and where it comes from.
struct PriceQuote {
    enum class Source { none, provider_list, seed_list, own_server };
    Source source = Source::none;
    std::optional<mixture::Price> price;               ///< nothing for what is unpriced
    wire::PriceNote note = wire::PriceNote::unpriced;  ///< why there is no price, or what it leaves out
    std::string day;                                   ///< of the source, "2026-08-17"; may be empty
};

/// Lists and probe results of any number of providers. What is known of a provider holds for one base URL:
/// the same name at another address is another server.
class ModelBook {
  public:
    /// Replaces what is known of the provider's list.
    void set_list(const mixture::Provider& provider, KeptList list);
    /// The provider's list, or nullptr. Valid until the book changes.
    const KeptList* list_of(const mixture::Provider& provider) const;
    /// The model in its provider's list, or nullptr.
    const wire::ListedModel* find_listed(const mixture::Provider& provider, std::string_view model) const;

    void set_probe(const mixture::Provider& provider, std::string model, ProbeResult result);
    /// The latest probe's result, or nullptr.
    const ProbeResult* probe_of(const mixture::Provider& provider, std::string_view model) const;

    /// At most `count` ids of the provider's list that are most like `model` and may be called: those whose
    /// probe said otherwise are left out. The nearest first.
    std::vector<std::string> nearest(const mixture::Provider& provider, std::string_view model,
                                     std::size_t count) const;

    /// The price in the provider's own list; where that names none, the seed list's, as long as the provider
    /// is at the address the seed list was made for. A server of the user's own costs nothing.
    PriceQuote price_of(const mixture::Provider& provider, std::string_view model) const;

    /// Takes over what `other` knows and this does not, or knows of a later date.
    void merge(const ModelBook& other);

    bool empty() const { return lists_.empty() && probes_.empty(); }
    /// Grows with every change.
    std::uint64_t revision() const { return revision_; }

  private:
    friend std::string write_model_book(const ModelBook& book);
    friend ModelBook read_model_book(std::string_view text);

    using Place = std::pair<std::string, std::string>;                 // provider, base URL
    using Callee = std::tuple<std::string, std::string, std::string>;  // provider, base URL, model
    std::map<Place, KeptList> lists_;
    std::map<Callee, ProbeResult> probes_;
    std::uint64_t revision_ = 0;
};

/// The prices with which a run of this recipe counts: price_of each of its models.
mixture::PriceList price_list(const ModelBook& book, const mixture::Recipe& recipe,
                              const mixture::Providers& providers);

/// The providers with what their servers say of themselves, where the user has not stated it: how many calls
/// they take at once.
mixture::Providers with_server_facts(mixture::Providers providers, const ModelBook& book);

/// The days those prices are of: "2026-08-17", or the first and the last, "2026-08-17 to 2026-11-24". Empty
/// where no model has a price; models that cost nothing have no day.
std::string price_days(const ModelBook& book, const mixture::Recipe& recipe,
                       const mixture::Providers& providers);

}  // namespace moa::session
