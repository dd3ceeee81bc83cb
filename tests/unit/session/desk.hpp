// A workspace at a network under the test's hand, in virtual time; at first it holds the scripted demo.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fake_network.hpp"
#include "session/workspace.hpp"

namespace moa::test {

struct Desk {
    Millis now = 0;
    FakeNetwork network;
    session::Workspace workspace;

    /// `date`: the date all along, in milliseconds since 1970.
    explicit Desk(std::optional<std::int64_t> date = {}, session::HistoryStore* store = nullptr)
        : workspace({&network, [this] { return now; }, clock_at(date), nullptr, store}) {}

    /// Lets virtual time pass from wake-up to wake-up until the run has ended, or until then.
    void play(Millis until = std::numeric_limits<Millis>::max()) {
        for (int steps = 0; workspace.running() && now < until && steps < 200000; ++steps) {
            const Millis wake = workspace.next_wake();
            REQUIRE(wake != no_time);
            now = std::max(now, wake);
            workspace.tick();
        }
    }
    /// Uses a recipe of models ({{"a", "b"}, {"final"}}) at a server of the user's own, which is the network.
    void use_models(const std::vector<std::vector<std::string>>& layers,
                    const std::function<void(mixture::Recipe&)>& change = {}) {
        session::Setup setup;
        setup.provider = "custom";
        setup.base_url = "http://127.0.0.1:8080/v1";
        setup.proposers = {"any"};
        REQUIRE_FALSE(workspace.apply_setup(setup).has_value());
        take_many_at_once();
        mixture::Recipe recipe = test::recipe(layers);
        for (mixture::Layer& layer : recipe.layers) {
            for (mixture::Agent& agent : layer.agents)
                agent.provider = "custom";
        }
        if (change) change(recipe);
        REQUIRE_FALSE(workspace.use_recipe(recipe).has_value());
    }
    void ask(std::string question) {
        workspace.conversation().set_draft(std::move(question));
        REQUIRE_FALSE(workspace.run().has_value());
    }

    /// The user's own server says that it takes any number of calls.
    void take_many_at_once() {
        session::ModelBook book;
        session::KeptList list;
        list.calls_at_once = 100;
        book.set_list(*mixture::find_provider(workspace.configuration().providers(), "custom"), list);
        workspace.access().remember_models(book);
    }

  private:
    static std::function<std::int64_t()> clock_at(std::optional<std::int64_t> date) {
        if (!date) return {};
        return [ms = *date] { return ms; };
    }
};

}  // namespace moa::test
