#include "fuzz/run_world.hpp"

#include <algorithm>
#include <array>

#include "unit/run/harness.hpp"

namespace moa::fuzz {
namespace {

constexpr std::array<std::string_view, 8> words = {"stone ",    "Grün ", "漢字 ",  "🙂",
                                                   "a\"b\\c\n", "1. ",   "**b** ", "é"};
constexpr std::array refusals = {429, 503, 500, 401, 404, 400, 302, 529};
constexpr std::array<const char*, 6> finishes = {"stop", "length",   "content_filter",
                                                 "eos",  "odd_word", "tool_calls"};
constexpr std::array<const char*, 5> waits = {"0", "1", "20", "90", "99999999"};

mixture::Recipe make_recipe(Numbers& numbers) {
    std::vector<std::vector<std::string>> layers;
    const std::size_t count = 1 + numbers.below(3);
    for (std::size_t layer = 0; layer < count; ++layer) {
        const bool last = layer + 1 == count;
        const std::size_t models = last ? 1 : 1 + numbers.below(3);
        layers.emplace_back();
        for (std::size_t i = 0; i < models; ++i)
            layers.back().push_back("m" + std::to_string(numbers.below(3)));
    }
    mixture::Recipe recipe = test::recipe(layers);
    recipe.defaults.limits.retries = static_cast<int>(numbers.below(4));
    recipe.defaults.limits.first_token_ms = 1000 + static_cast<Millis>(numbers.below(4)) * 2000;
    recipe.defaults.limits.idle_ms = 1000;
    recipe.defaults.limits.total_ms = 5000 + static_cast<Millis>(numbers.below(4)) * 5000;
    recipe.retry_budget = static_cast<int>(numbers.below(6));
    for (mixture::Layer& layer : recipe.layers) {
        for (mixture::Agent& agent : layer.agents)
            agent.provider = numbers.flag() ? "local" : "far";
    }
    if (recipe.layers.size() > 1 && numbers.flag()) recipe.layers.front().agents.front().repeat = 2;
    return recipe;
}

mixture::Providers make_providers(int calls_at_once) {
    mixture::Providers providers = test::local_provider(calls_at_once);
    mixture::Provider far = providers.front();
    far.name = "far";
    far.base_url = "https://far.example/v1";  // needs a key: its cold bursts are spread out
    far.max_concurrent = 0;
    providers.push_back(far);
    return providers;
}

}  // namespace

RunWorld::RunWorld(Numbers& numbers)
    : numbers_(numbers), writer_([this](std::string_view line) { log_ += line; }) {
    local_calls_at_once_ = static_cast<int>(numbers_.below(3));
    run::RunSpec spec{make_recipe(numbers_), {{"user", "Why?"}}, make_providers(local_calls_at_once_)};
    spec.seed = numbers_.byte();
    if (numbers_.flag()) spec.utc_start_ms = 1'790'000'000'000;
    run_ = std::make_unique<run::Run>(std::move(spec), this);
}

void RunWorld::on_event(Millis t, const run::RunEvent& event, const run::RunState& state) {
    ++events_seen_;
    writer_.on_event(t, event, state);
    run::apply(shadow_, t, event);
    require(t >= 0, "no event is before the start");
}

void RunWorld::start() {
    take(run_->start(now_));
    check();
}

void RunWorld::step() {
    LiveCall* call = pick();
    switch (numbers_.below(16)) {
        case 0:
            return pass_time(static_cast<Millis>(numbers_.byte()));
        case 1:
            return pass_time(static_cast<Millis>(numbers_.byte()) * 40);
        case 2:
        case 3:
            return wake();
        case 4:
            take(run_->on_tick(now_));
            break;
        case 5:
            if (call != nullptr) take(run_->on_connected(id_of(*call), now_));
            break;
        case 6:
            if (call != nullptr) send_head(*call);
            break;
        case 7:
        case 8:
        case 9:
            if (call != nullptr) write_event(*call);
            break;
        case 10:
            if (call != nullptr) deliver(*call, 1 + numbers_.below(20));
            break;
        case 11:
            if (call != nullptr) deliver(*call, call->outbox.size());
            break;
        case 12:
            if (call != nullptr) end(*call, numbers_.below(3) != 0);
            break;
        case 13:
            disturb_the_dead();
            break;
        case 14:
            rerun();
            break;
        default:
            if (numbers_.below(4) != 0) return wake();
            was_stopped_ = was_stopped_ || run_->state().running();
            take(run_->stop(now_));
            require(!run_->state().running(), "a run that is stopped has ended");
            require(live_.empty(), "a run that is stopped has no call in flight");
    }
    check();
}

void RunWorld::come_to_rest() {
    const bool ends_calls = numbers_.flag();
    const std::size_t nodes = nodes_of(run_->state()).size();
    for (std::size_t rounds = 0; run_->state().running() || !live_.empty(); ++rounds) {
        require(rounds < 400 * nodes, "a run comes to its end");
        if (ends_calls && !live_.empty()) {
            LiveCall& call = live_.begin()->second;
            deliver(call, call.outbox.size());
            if (!live_.empty()) end(live_.begin()->second, numbers_.flag());
        } else {
            require(run_->next_wake() != no_time, "a call that never ends is ended by its limits");
            wake();
        }
        check();
    }
    require(run_->next_wake() == no_time, "a run at rest wants no wake-up");
    for (const auto& [id, call] : dead_)
        require(run_->on_bytes(id, "data: {}\n\n", now_).empty(), "nothing follows from a dead call");
}

LiveCall* RunWorld::pick() {
    if (live_.empty()) return nullptr;
    auto it = live_.begin();
    std::advance(it, numbers_.below(live_.size()));
    return &it->second;
}

run::CallId RunWorld::id_of(const LiveCall& call) const {
    return std::find_if(live_.begin(), live_.end(), [&](const auto& each) { return &each.second == &call; })
        ->first;
}

void RunWorld::pass_time(Millis ms) {
    now_ += ms;
}

void RunWorld::wake() {
    if (run_->next_wake() == no_time) return;
    now_ = std::max(now_, run_->next_wake());
    take(run_->on_tick(now_));
    const Millis next = run_->next_wake();
    require(next == no_time || next > now_, "what was due is done");
    check();
}

void RunWorld::send_head(LiveCall& call) {
    if (call.has_head) return;
    call.has_head = true;
    wire::ResponseHead head;
    head.status = 200;
    head.headers = {{"content-type", "text/event-stream"}};
    if (numbers_.below(3) == 0) {
        head.status = refusals.at(numbers_.below(refusals.size()));
        call.clean = false;
        if (numbers_.flag()) head.headers.emplace_back("retry-after", waits.at(numbers_.below(waits.size())));
        if (numbers_.below(4) == 0)
            head.headers.emplace_back("x-should-retry", numbers_.flag() ? "true" : "false");
    } else if (numbers_.below(4) == 0) {
        head.headers.emplace_back("x-ratelimit-remaining-requests", "0");
        head.headers.emplace_back("x-ratelimit-reset-requests", "1500ms");
    }
    take(run_->on_head(id_of(call), head, now_));
}

void RunWorld::write_event(LiveCall& call) {
    if (!call.has_head) return send_head(call);
    switch (numbers_.below(10)) {
        case 0:
            call.outbox += test::reasoning_event("hm ");
            break;
        case 1:
            call.outbox += test::finish_event(finishes.at(numbers_.below(finishes.size())));
            break;
        case 2:
            call.outbox += test::usage_event(7, 11);
            break;
        case 3:
            call.outbox += test::done_event;
            call.closed = true;
            break;
        case 4:
            call.outbox += ": still here\n\n";
            break;
        case 5:  // anything at all
            call.clean = false;
            for (std::size_t left = numbers_.below(24); left > 0; --left)
                call.outbox += static_cast<char>(numbers_.byte());
            break;
        case 6:
            call.clean = false;
            call.outbox += "data: {\"error\":{\"message\":\"no more\",\"code\":503}}\n\n";
            break;
        default: {
            const std::string text =
                std::string(words.at(numbers_.below(words.size()))) + std::to_string(words_++);
            call.outbox += test::text_event(text);
            if (call.closed) break;
            call.written_text += text;
            call.on_the_way.emplace_back(call.delivered + call.outbox.size(), text);
        }
    }
}

void RunWorld::deliver(LiveCall& call, std::size_t most) {
    if (!call.has_head) send_head(call);
    const std::string bytes = call.outbox.substr(0, most);
    call.outbox.erase(0, bytes.size());
    call.delivered += bytes.size();
    while (!call.on_the_way.empty() && call.on_the_way.front().first <= call.delivered) {
        call.arrived_text += call.on_the_way.front().second;
        call.on_the_way.erase(call.on_the_way.begin());
    }
    take(run_->on_bytes(id_of(call), bytes, now_));
}

void RunWorld::end(LiveCall& call, bool ok) {
    const run::CallId id = id_of(call);
    dead_.insert(live_.extract(id));
    const ErrorKind kind = numbers_.flag() ? ErrorKind::network : ErrorKind::blocked_or_unreachable;
    take(run_->on_end(id, {ok, ok ? Error{} : make_error(kind)}, now_));
}

void RunWorld::disturb_the_dead() {
    run::CallId id = latest_id_ + 1 + numbers_.below(3);  // never sent
    if (!dead_.empty() && numbers_.below(4) != 0) {
        auto it = dead_.begin();
        std::advance(it, numbers_.below(dead_.size()));
        id = it->first;
    }
    const std::uint64_t before = events_seen_;
    const Millis wake = run_->next_wake();
    bool quiet = run_->on_connected(id, now_).empty();
    quiet = run_->on_head(id, {200, {}}, now_).empty() && quiet;
    quiet = run_->on_bytes(id, test::text_event("ghost") + test::done_event, now_).empty() && quiet;
    quiet = run_->on_end(id, {}, now_).empty() && quiet;
    require(quiet && events_seen_ == before && run_->next_wake() == wake, "nothing follows from a dead call");
}

void RunWorld::rerun() {
    const auto nodes = nodes_of(run_->state());
    const run::NodeId id = nodes[numbers_.below(nodes.size())]->id;
    const bool can = run_->can_rerun(id);
    const std::uint64_t before = events_seen_;
    const run::Effects effects = run_->rerun(id, now_);
    if (!can) return require(effects.empty() && events_seen_ == before, "what cannot be run again is not");
    was_stopped_ = false;
    std::erase_if(latest_call_,
                  [id](const auto& each) { return each.first == id || each.first.layer > id.layer; });
    take(effects);
    require(run_->state().running(), "a node that is run again makes the run go on");
}

}  // namespace moa::fuzz
