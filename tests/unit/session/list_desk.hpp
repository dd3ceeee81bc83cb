// Requests for lists and probes at a network under the test's hand.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "session/models/model_requests.hpp"
#include "unit/session/fake_network.hpp"
#include "unit/session/some_models.hpp"

namespace moa::test {

inline mixture::Provider remote(const std::string& name = "remote") {
    mixture::Provider provider;
    provider.name = name;
    provider.label = "Remote";
    provider.base_url = "https://" + name + ".example/v1";
    return provider;
}

struct ListDesk {
    ListDesk() {
        for (const char* name : {"remote", "other"})
            REQUIRE(keys.set(name, "https://" + std::string(name) + ".example/v1",
                             "sekret-" + std::string(name)));
    }
    void check(const mixture::Provider& provider, const std::vector<std::string>& models) {
        std::vector<session::ProbeTarget> targets;
        targets.reserve(models.size());
        for (const std::string& model : models)
            targets.push_back({provider, model});
        requests.check(std::move(targets), keys);
    }
    const session::ProbeResult& result(const mixture::Provider& provider, std::string_view model) const {
        static const session::ProbeResult none{session::Verdict::unclear, no_date, make_error(ErrorKind::io)};
        const session::ProbeResult* found = book.probe_of(provider, model);
        return found != nullptr ? *found : none;
    }
    /// The verdict on a model whose server answers so.
    session::Verdict verdict_on(int status, std::string_view body,
                                std::string_view type = "application/json") {
        check(remote(), {"m"});
        network.answer(network.calls.size() - 1, status, body, type);
        CHECK(requests.idle());
        return result(remote(), "m").verdict;
    }
    void pass(Millis ms) {
        now += ms;
        requests.tick();
    }

    Millis now = 1000;
    int changes = 0;
    FakeNetwork network;
    session::Credentials keys;
    session::ModelBook book;
    session::ModelRequests requests{
        {&network, nullptr, [this] { return now; }, [] { return monday; }}, book, [this] { ++changes; }};
};

}  // namespace moa::test
