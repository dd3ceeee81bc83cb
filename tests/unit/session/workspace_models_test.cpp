#include <doctest/doctest.h>

#include "session/models/model_book_json.hpp"
#include "session/workspace.hpp"
#include "unit/run/harness.hpp"
#include "unit/session/fake_network.hpp"
#include "unit/session/some_models.hpp"

using namespace moa;
using session::ModelBook;
using session::ProbeResult;
using session::Verdict;
using test::monday;

namespace {

struct WorkDesk {
    Millis now = 0;
    test::FakeNetwork network;
    session::Workspace workspace{{&network, [this] { return now; }, [] { return monday * 1000; }}};

    void play() {
        for (int steps = 0; !workspace.access().requests().idle() && steps < 1000; ++steps) {
            const Millis wake = workspace.next_wake();
            REQUIRE(wake != no_time);
            now = std::max(now, wake);
            workspace.tick();
        }
    }
};

session::Setup setup_for(std::string provider, std::vector<std::string> models = {}) {
    session::Setup setup;
    setup.provider = std::move(provider);
    setup.proposers = std::move(models);
    return setup;
}

}  // namespace

TEST_CASE("the workspace asks the simulated provider like any other") {
    WorkDesk desk;
    CHECK_FALSE(desk.workspace.access().load_models(test::known("simulated")));
    desk.play();
    const mixture::Provider& simulated = *mixture::find_provider(mixture::known_providers(), "simulated");
    REQUIRE(desk.workspace.access().book().list_of(simulated) != nullptr);
    CHECK(desk.workspace.access().book().list_of(simulated)->models.size() ==
          simulate::simulated_models().size());

    CHECK_FALSE(desk.workspace.check_models(setup_for("simulated")));
    desk.play();
    for (const auto& target : session::probe_targets(desk.workspace.configuration().recipe(),
                                                     desk.workspace.configuration().providers())) {
        const ProbeResult* result = desk.workspace.access().book().probe_of(target.provider, target.model);
        REQUIRE(result != nullptr);
        CHECK(result->verdict == Verdict::callable);
    }
    CHECK(desk.network.calls.empty());
}

TEST_CASE("a setup that is not in use yet is asked with the key that is typed, which is not kept") {
    WorkDesk desk;
    const auto refusal = desk.workspace.access().load_models(test::known("groq"));
    REQUIRE(refusal);
    CHECK(refusal->kind == ErrorKind::missing_key);
    CHECK(refusal->message.find("Groq") != std::string::npos);
    CHECK(desk.workspace.access().load_models(test::known("groq"), "two words"));
    CHECK(desk.network.calls.empty());
    CHECK_FALSE(desk.workspace.notice());

    CHECK_FALSE(desk.workspace.access().load_models(test::known("groq"), "typed-key"));
    REQUIRE(desk.network.calls.size() == 1);
    CHECK(desk.network.calls[0].authorization->second == "Bearer typed-key");
    CHECK_FALSE(desk.workspace.access().has_key("groq"));
    CHECK(desk.workspace.configuration().setup().provider == "simulated");
    const auto revision = desk.workspace.revision();
    desk.network.answer(0, 200, R"({"data":[{"id":"a"}]})");
    CHECK(desk.workspace.revision() > revision);

    CHECK(desk.workspace.check_models(setup_for("groq", {"a", "b"})));
    CHECK(desk.network.calls.size() == 1);
    CHECK(write_model_book(desk.workspace.access().book()).find("typed-key") == std::string::npos);
}

TEST_CASE("no probes during a run, and a run ends a check") {
    WorkDesk desk;
    session::Setup setup = setup_for("custom", {"m"});
    setup.base_url = "http://127.0.0.1:8080/v1";
    REQUIRE_FALSE(desk.workspace.apply_setup(setup));
    REQUIRE_FALSE(desk.workspace.check_models(setup));
    CHECK(desk.workspace.access().requests().checking());
    desk.workspace.conversation().set_draft("Why?");
    REQUIRE_FALSE(desk.workspace.run());
    CHECK_FALSE(desk.workspace.access().requests().checking());
    CHECK(desk.network.is_cancelled(0));
    CHECK(desk.workspace.check_models(setup));
    CHECK_FALSE(desk.workspace.access().load_models(test::known("ollama")));
}

TEST_CASE("a run counts with the prices of the provider's list") {
    WorkDesk desk;
    session::Setup setup = setup_for("groq", {"openai/gpt-oss-20b"});
    REQUIRE_FALSE(desk.workspace.apply_setup(setup));
    REQUIRE_FALSE(desk.workspace.access().set_key("groq", "some-key"));
    ModelBook kept;
    wire::ListedModel model;
    model.id = "openai/gpt-oss-20b";
    model.price = wire::Price{1000, 0};
    model.price_note = wire::PriceNote::priced;
    kept.set_list(*mixture::find_provider(mixture::known_providers(), "groq"), {monday, {model}});
    desk.workspace.access().remember_models(kept);
    desk.workspace.conversation().set_draft("Why?");
    REQUIRE_FALSE(desk.workspace.run());
    REQUIRE_FALSE(desk.network.calls.empty());
    desk.network.answer_stream(0, test::text_event("So.") + test::finish_event("stop") +
                                      test::usage_event(1000, 5) + test::done_event);
    CHECK(desk.workspace.shown().cost_usd == doctest::Approx(1.0));
}
