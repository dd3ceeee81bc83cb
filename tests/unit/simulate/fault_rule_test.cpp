#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ask.hpp"
#include "simulate/fault/rule.hpp"

namespace moa::test {

using simulate::FaultPlan;
using simulate::FaultRule;
using simulate::parse_fault_rule;

namespace {

wire::HttpRequest question(int number, std::string_view model = "sim/echo-8b") {
    return post(dump_json(chat_body(model, {{"user", "What is 2 + " + std::to_string(number) + "?"}})));
}

/// Which of so many requests a plan disturbs.
std::string pattern(FaultPlan plan, int count) {
    std::string hits;
    for (int i = 0; i < count; ++i) {
        auto response = simulate::respond(question(i), simulate::Pace{}, 1);
        hits += plan.disturb(question(i), response).empty() ? '.' : 'x';
    }
    return hits;
}

FaultPlan plan_of(const std::vector<std::string>& rules, std::uint64_t seed = 1) {
    std::vector<FaultRule> read;
    read.reserve(rules.size());
    for (const std::string& rule : rules)
        read.push_back(parse_fault_rule(rule).value());
    return FaultPlan(read, seed);
}

}  // namespace

TEST_CASE("a rule is a name, with probability, attempts and model where they are given") {
    const FaultRule plain = parse_fault_rule("status-500").value();
    CHECK(plain.fault->name == "status-500");
    CHECK(plain.probability == 1);
    CHECK(plain.attempts > 1000);
    CHECK(plain.model.empty());
    const FaultRule full = parse_fault_rule("rate-limit:0.25:2@sim/echo-8b:free").value();
    CHECK(full.fault->name == "rate-limit");
    CHECK(full.probability == 0.25);
    CHECK(full.attempts == 2);
    CHECK(full.model == "sim/echo-8b:free");
}

TEST_CASE("a rule that is none is refused in words") {
    for (const char* text : {"", "no-such-fault", "status-500:2", "status-500:-1", "status-500:nan",
                             "status-500:1:0", "status-500:1:x", "status-500:0.5x"}) {
        CAPTURE(text);
        const auto rule = parse_fault_rule(text);
        REQUIRE_FALSE(rule.ok());
        CHECK(rule.error().message.size() > 20);
    }
}

TEST_CASE("chance follows the seed and the share that was asked for") {
    const std::string once = pattern(plan_of({"status-500:0.3"}), 400);
    CHECK(once == pattern(plan_of({"status-500:0.3"}), 400));
    CHECK(once != pattern(plan_of({"status-500:0.3"}, 2), 400));
    const auto hits = std::count(once.begin(), once.end(), 'x');
    CHECK(hits > 80);
    CHECK(hits < 160);
    CHECK(pattern(plan_of({"status-500:0"}), 50) == std::string(50, '.'));
    CHECK(pattern(plan_of({"status-500"}), 50) == std::string(50, 'x'));
}

TEST_CASE("what happens to a request does not hang on the others") {
    FaultPlan forwards = plan_of({"status-500:0.5"});
    FaultPlan backwards = plan_of({"status-500:0.5"});
    std::string one(40, ' ');
    std::string other(40, ' ');
    for (int i = 0; i < 40; ++i) {
        auto response = simulate::respond(question(i), simulate::Pace{}, 1);
        one[static_cast<std::size_t>(i)] = forwards.disturb(question(i), response).empty() ? '.' : 'x';
        response = simulate::respond(question(39 - i), simulate::Pace{}, 1);
        other[static_cast<std::size_t>(39 - i)] =
            backwards.disturb(question(39 - i), response).empty() ? '.' : 'x';
    }
    CHECK(one == other);
}

TEST_CASE("a fault of the first attempts lets the next one pass, and a fault of one model the others") {
    FaultPlan plan = plan_of({"status-500:1:2@sim/echo-8b"});
    std::string hits;
    for (int i = 0; i < 4; ++i) {
        auto response = simulate::respond(question(1), simulate::Pace{}, 1);
        hits += plan.disturb(question(1), response).empty() ? '.' : 'x';
    }
    CHECK(hits == "xx..");
    auto response = simulate::respond(question(1, "sim/atlas-70b"), simulate::Pace{}, 1);
    CHECK(plan.disturb(question(1, "sim/atlas-70b"), response).empty());
    CHECK(response.head.status == 200);
}

TEST_CASE("the first rule that meets a request counts; streams are told from other answers") {
    FaultPlan plan = plan_of({"length:0", "crlf@sim/atlas-70b", "status-503", "status-500"});
    auto response = simulate::respond(question(1), simulate::Pace{}, 1);
    CHECK(plan.disturb(question(1), response) == "status-503");
    CHECK(response.head.status == 503);

    FaultPlan dialect = plan_of({"crlf"});
    wire::HttpRequest whole = question(1);
    Json body = *parse_json(whole.body);
    body["stream"] = false;
    whole.body = dump_json(body);
    response = simulate::respond(whole, simulate::Pace{}, 1);
    CHECK(dialect.disturb(whole, response).empty());
    const wire::HttpRequest list{"GET", "simulated:/models", {}, {}};
    response = simulate::respond(list, simulate::Pace{}, 1);
    CHECK(plan.disturb(list, response).empty());
}

TEST_CASE("every fault takes every answer: one token, many, thoughts, an error") {
    for (const simulate::Fault& fault : simulate::faults()) {
        CAPTURE(fault.name);
        for (const char* model : {"sim/echo-8b", "sim/delta-r1", "sim/nobody"}) {
            for (const int tokens : {0, 1, 2}) {
                simulate::Pace pace;
                pace.answer_tokens = tokens;
                const wire::HttpRequest asked = question(3, model);
                auto response = simulate::respond(asked, pace, 1);
                FaultPlan plan({{&fault, 1, 1, {}}}, 1);
                plan.disturb(asked, response);
                Millis before = response.head_at;
                for (const simulate::TimedBytes& part : response.body) {
                    CHECK(part.at >= before);
                    before = part.at;
                }
                CHECK(response.end_at >= before);
            }
        }
    }
}

}  // namespace moa::test
