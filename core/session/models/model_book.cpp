#include "session/models/model_book.hpp"

#include <algorithm>
#include <set>

#include "wire/http.hpp"
#include "wire/model_search.hpp"

namespace moa::session {
namespace {

std::pair<std::string, std::string> place_of(const mixture::Provider& provider) {
    return {provider.name, provider.base_url};
}

/// Whether the provider is where the seed list's prices are asked.
bool is_at_known_address(const mixture::Provider& provider) {
    const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), provider.name);
    if (known == nullptr) return false;
    return provider.is_simulated() ? known->is_simulated()
                                   : wire::origin_of(known->base_url) == wire::origin_of(provider.base_url);
}

}  // namespace

void ModelBook::set_list(const mixture::Provider& provider, KeptList list) {
    std::sort(list.models.begin(), list.models.end(),
              [](const wire::ListedModel& a, const wire::ListedModel& b) { return a.id < b.id; });
    lists_.insert_or_assign(place_of(provider), std::move(list));
    ++revision_;
}

const KeptList* ModelBook::list_of(const mixture::Provider& provider) const {
    const auto it = lists_.find(place_of(provider));
    return it == lists_.end() ? nullptr : &it->second;
}

const wire::ListedModel* ModelBook::find_listed(const mixture::Provider& provider,
                                                std::string_view model) const {
    const KeptList* list = list_of(provider);
    if (list == nullptr) return nullptr;
    const auto it =
        std::lower_bound(list->models.begin(), list->models.end(), model,
                         [](const wire::ListedModel& listed, std::string_view id) { return listed.id < id; });
    return it != list->models.end() && it->id == model ? &*it : nullptr;
}

void ModelBook::set_probe(const mixture::Provider& provider, std::string model, ProbeResult result) {
    probes_.insert_or_assign({provider.name, provider.base_url, std::move(model)}, std::move(result));
    ++revision_;
}

const ProbeResult* ModelBook::probe_of(const mixture::Provider& provider, std::string_view model) const {
    const auto it = probes_.find({provider.name, provider.base_url, std::string(model)});
    return it == probes_.end() ? nullptr : &it->second;
}

std::vector<std::string> ModelBook::nearest(const mixture::Provider& provider, std::string_view model,
                                            std::size_t count) const {
    std::vector<std::string> ids;
    const KeptList* list = list_of(provider);
    if (list == nullptr) return ids;
    for (const wire::ListedModel* listed : wire::nearest_models(model, list->models, list->models.size())) {
        if (ids.size() == count) break;
        const ProbeResult* probe = probe_of(provider, listed->id);
        if (probe == nullptr || probe->verdict != Verdict::not_callable) ids.push_back(listed->id);
    }
    return ids;
}

PriceQuote ModelBook::price_of(const mixture::Provider& provider, std::string_view model) const {
    PriceQuote quote;
    if (const wire::ListedModel* listed = find_listed(provider, model);
        listed != nullptr && listed->price_note != wire::PriceNote::unpriced) {
        quote.source = PriceQuote::Source::provider_list;
        quote.price = listed->price;
        quote.note = listed->price_note;
        quote.day = utc_day(list_of(provider)->at);
    } else if (provider.is_own()) {
        quote.source = PriceQuote::Source::own_server;
        quote.price = mixture::Price{0, 0};
        quote.note = wire::PriceNote::none;
    } else if (is_at_known_address(provider)) {
        quote.price = mixture::find_price(provider.name, model);
        if (!quote.price) return quote;
        quote.source = PriceQuote::Source::seed_list;
        quote.note = provider.is_simulated() ? wire::PriceNote::free : wire::PriceNote::priced;
        quote.day = mixture::price_date();
    }
    return quote;
}

void ModelBook::merge(const ModelBook& other) {
    const auto take_later = [this](auto& mine, const auto& theirs) {
        for (const auto& [key, value] : theirs) {
            const auto [it, added] = mine.try_emplace(key, value);
            if (!added && it->second.at >= value.at) continue;
            it->second = value;
            ++revision_;
        }
    };
    take_later(lists_, other.lists_);
    take_later(probes_, other.probes_);
}

mixture::PriceList price_list(const ModelBook& book, const mixture::Recipe& recipe,
                              const mixture::Providers& providers) {
    mixture::PriceList prices;
    for (const ProbeTarget& target : probe_targets(recipe, providers)) {
        prices.set(target.provider.name, target.model, book.price_of(target.provider, target.model).price);
    }
    return prices;
}

mixture::Providers with_server_facts(mixture::Providers providers, const ModelBook& book) {
    for (mixture::Provider& provider : providers) {
        const KeptList* list = provider.is_own() && provider.calls_assumed ? book.list_of(provider) : nullptr;
        if (list != nullptr && list->calls_at_once > 0) provider.max_concurrent = list->calls_at_once;
    }
    return providers;
}

std::string price_days(const ModelBook& book, const mixture::Recipe& recipe,
                       const mixture::Providers& providers) {
    std::set<std::string> days;  // as text they are in the order of time
    for (const ProbeTarget& target : probe_targets(recipe, providers)) {
        const PriceQuote quote = book.price_of(target.provider, target.model);
        if (quote.price && quote.note != wire::PriceNote::free && !quote.day.empty()) days.insert(quote.day);
    }
    if (days.size() < 2) return days.empty() ? std::string() : *days.begin();
    return *days.begin() + " to " + *days.rbegin();
}

}  // namespace moa::session
