#include "session/conversation.hpp"

#include <utility>
#include <variant>

#include "blank.hpp"
#include "clock.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::session {
namespace {

bool has_answer(const run::RunState& run) {
    return run.status == run::RunStatus::complete || run.status == run::RunStatus::degraded;
}

}  // namespace

Conversation::Conversation(RunPorts ports, HistoryStore* store, const Configuration& configuration,
                           ModelAccess& access, Notice& notice)
    : utc_ms_(ports.utc_ms),
      configuration_(configuration),
      access_(access),
      notice_(notice),
      recorder_(store),
      run_(std::move(ports), configuration, access, this) {}

void Conversation::set_draft(std::string text) {
    if (text == draft_) return;
    draft_ = std::move(text);
    ++revision_;
}

std::vector<wire::ChatMessage> Conversation::messages() const {
    std::vector<wire::ChatMessage> messages;
    const bool scripted = configuration_.calls_no_model();
    for (const Turn& turn : earlier_) {
        if (turn.scripted != scripted) continue;
        messages.push_back({"user", turn.question});
        messages.push_back({"assistant", turn.answer});
    }
    messages.push_back({"user", draft_});
    return messages;
}

void Conversation::select(std::optional<run::NodeId> node) {
    if (node && run_.state().find(*node) == nullptr) node.reset();
    if (node == selected_) return;
    selected_ = node;
    ++revision_;
}

std::optional<Error> Conversation::ask(RunEstimate expected) {
    if (auto error = recorder_.cannot_go_on()) return notice_.refuse(std::move(*error));
    retire();
    expected_ = std::move(expected);
    learned_ = false;
    std::vector<wire::ChatMessage> asked = messages();
    draft_.clear();
    notice_.clear();
    run_.start(std::move(asked));
    return std::nullopt;
}

/// Each event is a visible change; an unanswered question goes back into the draft.
void Conversation::on_event(Millis t, const run::RunEvent& event, const run::RunState& state) {
    ++revision_;
    recorder_.on_event(t, event, state, utc_ms_ ? utc_ms_() : 0);
    if (!std::holds_alternative<run::RunFinished>(event)) return;
    if (is_blank(state.answer()) && is_blank(draft_)) draft_ = state.question();
    if (!std::exchange(learned_, true)) access_.learn(state);
}

std::optional<Error> Conversation::change(const run::GraphCommand& command) {
    if (auto error = run_.cannot_change(command)) return notice_.refuse(std::move(*error));
    if (auto error = recorder_.cannot_go_on()) return notice_.refuse(std::move(*error));
    go_on();
    notice_.clear();
    run_.change(command);
    ++revision_;
    if (selected_ && run_.state().find(*selected_) == nullptr) selected_.reset();
    return std::nullopt;
}

void Conversation::go_on() {
    if (run_.live()) return;
    recorder_.reopen();
    run_.go_on();
}

void Conversation::set_spend_cap(std::optional<double> usd) {
    run_.set_spend_cap(usd);
    ++revision_;
}

std::string Conversation::actual_sentence() const {
    if (run_.idle() || run_.running()) return {};
    return session::actual_sentence(run_.state(), expected_, !configuration_.calls_no_model());
}

bool Conversation::clear() {
    if (run_.running()) return false;
    retire();
    earlier_.clear();
    recorder_.new_conversation();
    selected_.reset();
    notice_.clear();
    return true;
}

void Conversation::show(run::RunState state) {
    if (run_.running() || state.layers.empty()) return;
    recorder_.new_conversation();
    run_.show(std::move(state));
    put_on_screen();
}

void Conversation::put_on_screen() {
    expected_.reset();
    learned_ = true;
    selected_.reset();
    ++revision_;
}

std::optional<Error> Conversation::open(const KeptConversation& kept) {
    if (run_.running())
        return notice_.refuse(invalid_input("A run is in progress; stop it before opening another one."));
    std::vector<run::RunState> turns;
    HistoryEntry entry{kept.id, {}};
    bool latest_is_readable = false;
    std::string damage;
    for (const std::string& text : kept.logs) {
        Result<RunLog> log = read_run_log(text);
        latest_is_readable = static_cast<bool>(log);
        if (log) turns.push_back(replay(log.value()));
        if (log && damage.empty()) damage = damage_sentence(log.value());
        entry.turns.push_back(log ? summary_of(turns.back()) : TurnSummary());
    }
    if (turns.empty()) return notice_.refuse(invalid_input("No part of this conversation can be read."));
    clear();
    run::RunState latest = std::move(turns.back());
    turns.pop_back();
    for (const run::RunState& turn : turns) {
        if (has_answer(turn)) earlier_.push_back(turn_of(turn));
    }
    run_.open(std::move(latest));
    put_on_screen();
    if (!kept.id.empty()) recorder_.take_over(std::move(entry), latest_is_readable);
    if (!damage.empty()) (void)notice_.refuse(invalid_input(std::move(damage)));
    if (auto elsewhere = recorder_.cannot_go_on()) {
        (void)notice_.refuse(std::move(*elsewhere));  // it is shown all the same
        return std::nullopt;
    }
    // Where nothing but the end is missing, nobody is asked whether to go on: the log gets its last line.
    if (run_.lacks_only_its_end()) go_on();
    return std::nullopt;
}

Turn Conversation::turn_of(const run::RunState& run) const {
    return {std::string(run.question()), run.answer(), configuration_.calls_no_model(run)};
}

void Conversation::retire() {
    if (!run_.idle() && has_answer(run_.state())) earlier_.push_back(turn_of(run_.state()));
    recorder_.close();
    run_.take_away();
    ++revision_;
}

void Conversation::set_aside() {
    retire();
    if (selected_ && run_.state().find(*selected_) == nullptr) selected_.reset();
    notice_.clear();
}

void Conversation::tick() {
    if (!run_.live()) return;
    recorder_.flush_due(run_.since_start());
    run_.tick();
}

Millis Conversation::next_wake() const {
    if (!run_.live()) return no_time;
    const Millis flush = recorder_.next_flush();
    return flush == no_time ? run_.next_wake() : earlier(run_.next_wake(), run_.on_clock(flush));
}

}  // namespace moa::session
