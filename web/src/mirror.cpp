#include "web/src/mirror.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "run/node_sentence.hpp"
#include "run/state.hpp"
#include "screen/replay_controls.hpp"
#include "session/agent_facts.hpp"
#include "web/src/controls.hpp"
#include "web/src/page_js.hpp"
#include "web/src/screens.hpp"

namespace moa::web {
namespace {

/// At most ten updates a second.
constexpr Millis pause_between_updates = 100;

Json rect_json(const view::Rect& rect) {
    const auto rounded = [](float value) { return std::lround(value * 10) / 10.0; };
    return Json::array({rounded(rect.x), rounded(rect.y), rounded(rect.width), rounded(rect.height)});
}

Json reading_json(const view::Reading& reading) {
    Json acts = Json::array();
    for (const view::ReadingAct& act : reading.acts) {
        Json one = {{"name", screen::name_of(act.shortcut)},
                    {"label", act.label},
                    {"key", screen::keys_of(act.shortcut)}};
        if (act.open) one["open"] = *act.open;
        acts.push_back(std::move(one));
    }
    return {{"rect", rect_json(reading.rect)},
            {"tab", reading.tab},
            {"percent", reading.percent},
            {"acts", std::move(acts)}};
}

/// Null where there is none.
Json replay_json(const session::Workspace& workspace, Millis now) {
    const auto controls = screen::replay_controls(workspace, now);
    if (!controls) return nullptr;
    Json marks = Json::array();
    for (const auto& [at, words] : controls->marks)
        marks.push_back({at, words});
    return {{"playing", controls->playing},
            {"place", controls->place},
            {"length", controls->length},
            {"words", controls->words},
            {"event", controls->event},
            {"marks", std::move(marks)},
            {"speed", controls->speed},
            {"speeds", screen::replay_speeds()},
            {"skips", controls->skips ? Json(*controls->skips) : Json()}};
}

/// What the user or a change has made of it: "muted, stale".
std::string marks_of(const run::Node& node) {
    std::string marks;
    const auto add = [&marks](bool is, const char* word) {
        if (is) marks += (marks.empty() ? "" : ", ") + std::string(word);
    };
    add(node.muted, "muted");
    add(node.stale, "stale");
    add(node.edited, "edited");
    add(node.pinned, "pinned");
    add(node.late, "late");
    add(!node.flags.empty(), "flagged");
    return marks;
}

/// What a node has to tell beside its text: why it waits, or why it failed and what to do about it.
std::string note_of(const run::RunState& state, const run::Node& node, Millis elapsed) {
    if (node.state == run::NodeState::failed && node.error)
        return run::node_sentence(state, node, elapsed) + " " + hint_of(*node.error);
    if (node.queued || node.state == run::NodeState::waiting) return run::node_sentence(state, node, elapsed);
    std::string note = run::node_note(state, node);
    if (node.is_cut()) note = run::finish_text(node.finish) + (note.empty() ? "" : ". ") + note;
    return note;
}

}  // namespace

Mirror::Mirror(const session::Workspace& workspace, const view::View& view, screen::Screens& screens,
               const screen::Look& look)
    : workspace_(workspace),
      view_(view),
      screens_(screens),
      look_(look),
      timer_([this] { tell(); }),
      inspector_(workspace) {}

void Mirror::begin() {
    begun_ = true;
    tell();
}

void Mirror::schedule() {
    if (!begun_ || timer_.pending()) return;
    const Millis now = clock_now();
    timer_.set(last_told_ == no_time ? now : std::max(now, last_told_ + pause_between_updates));
}

void Mirror::tell() {
    if (!begun_) return;
    timer_.stop();
    last_told_ = clock_now();
    const Json changed = changes();
    // The rest of a long text follows.
    if (!told_texts_ || !answer_.is_complete() || !inspector_.is_complete())
        timer_.set(last_told_ + pause_between_updates);
    if (changed.empty()) return;
    const std::string text = changed.dump(-1, ' ', false, Json::error_handler_t::replace);
    moa_page_update(text.data(), text.size());
}

Json Mirror::changes() {
    Json changed = Json::object();
    if (Json controls = controls_json(workspace_); controls != told_controls_) {
        changed["controls"] = controls;
        told_controls_ = std::move(controls);
    }
    if (workspace_.conversation().draft() != told_draft_) {
        told_draft_ = workspace_.conversation().draft();
        changed["draft"] = told_draft_;
    }
    if (Json place = rect_json(view_.composer_rect()); place != told_places_) {
        changed["composer"] = place;
        told_places_ = std::move(place);
    }
    const view::PanelPlace& place = view_.panel_place();
    if (Json panel = {{"rect", rect_json(view_.panel_rect())},
                      {"share", place.share},
                      {"open", place.open},
                      {"timeline", place.timeline},
                      {"wrap_code", place.wrap_code}};
        panel != told_panel_) {
        changed["panel"] = panel;
        told_panel_ = std::move(panel);
    }
    if (Json reading = reading_json(view_.reading()); reading != told_reading_) {
        changed["reading"] = reading;
        told_reading_ = std::move(reading);
    }
    if (Json find = {{"open", view_.finder().is_open()},
                     {"rect", rect_json(view_.find_rect())},
                     {"result", view_.finder().result_words()}};
        find != told_find_) {
        changed["find"] = find;
        told_find_ = std::move(find);
    }
    if (Json replay = replay_json(workspace_, clock_now()); replay != told_replay_) {
        changed["replay"] = replay;
        told_replay_ = std::move(replay);
    }
    // A screen may be large.
    const screen::Screen* shown = screens_.shown();
    if (const auto made = shown != nullptr ? screens_.made() : 0; made != told_made_) {
        told_made_ = made;
        if (Json screen = shown != nullptr ? screen_json(*shown) : Json(); screen != told_screen_) {
            changed["screen"] = screen;
            told_screen_ = std::move(screen);
        }
    }
    if (screens_.take_question()) changed["to_question"] = true;
    if (look_ != told_look_) {
        told_look_ = look_;
        changed["look"] = look_json(look_);
    }

    const run::RunState& state = workspace_.shown();
    std::string shape;
    for (const auto& layer : state.layers)
        shape += std::to_string(layer.size()) + " ";
    if (shape != told_shape_) {
        told_shape_ = std::move(shape);
        told_nodes_.clear();
        Json sizes = Json::array();
        for (const auto& layer : state.layers)
            sizes.push_back(layer.size());
        changed["layers"] = std::move(sizes);
    }
    const session::Conversation& conversation = workspace_.conversation();
    if (std::tuple now{conversation.path(), conversation.shown_turn(), conversation.context_revision()};
        now != told_turns_) {
        told_turns_ = std::move(now);
        changed["turns"] = turns();
    }
    const run::Node& aggregator = state.aggregator();
    share_.begin(TextShare::of_update);
    if (Json answer =
            answer_.changes(aggregator.text, workspace_.on_screen().text_version(aggregator), share_);
        !answer.empty())
        changed["answer"] = std::move(answer);
    if (Json inspected = inspector_.changes(share_); inspected.is_null() || !inspected.empty())
        changed["inspected"] = std::move(inspected);
    share_.begin(TextShare::of_update);
    if (Json nodes = node_changes(state); !nodes.empty()) changed["nodes"] = std::move(nodes);
    return changed;
}

/// The turns of the conversation. The text of the one on screen is in the answer.
Json Mirror::turns() const {
    const session::Conversation& conversation = workspace_.conversation();
    Json list = Json::array();
    for (const session::TurnNumber turn : conversation.path()) {
        const run::RunState& run = conversation.run_of(turn);
        const bool shown = turn == conversation.shown_turn();
        list.push_back(
            {{"turn", turn},
             {"question", run.question()},
             {"answer", shown || run.layers.empty() ? Json::array() : beginning_json(run.answer())},
             {"shown", shown}});
    }
    return list;
}

Json Mirror::node_changes(const run::RunState& state) {
    Json nodes = Json::array();
    told_texts_ = true;
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            ToldNode& told = told_nodes_[node.id];
            Json change = Json::object();
            Json facts = {
                {"label", node.label},
                {"provider", mixture::provider_label(workspace_.configuration().providers(), node.provider)},
                {"model", node.model},
                {"state", run::to_string(node.state)},
                {"word", session::state_word(workspace_, node)},
                {"selected", workspace_.conversation().selected() == node.id},
                {"note", note_of(state, node, workspace_.on_screen().elapsed())},
                {"attempt", node.attempt},
                {"marks", marks_of(node)},
                {"error", node.error ? error_name(node.error->kind) : std::string_view()},
                {"finish", node.finish},
            };
            if (const auto rect = view_.card_rect(node.id)) facts["rect"] = rect_json(*rect);
            if (facts != told.facts) {
                change = facts;
                told.facts = std::move(facts);
            }
            add_text(change, told.text, node);
            told_texts_ = told_texts_ && told.text.length == node.text.size();
            if (change.empty()) continue;
            change["id"] = run::to_string(node.id);
            nodes.push_back(std::move(change));
        }
    }
    return nodes;
}

/// "append" for a text that grew, "text" for a new one: as much of it as there is room for.
void Mirror::add_text(Json& object, Told& told, const run::Node& node) {
    const std::uint64_t version = workspace_.on_screen().text_version(node);
    const bool grew = version == told.version;
    const std::size_t begin = grew ? told.length : 0;
    const std::size_t size = share_.take(node.text, begin);
    if (size > 0 || (!grew && told.length > 0))
        object[grew ? "append" : "text"] = node.text.substr(begin, size);
    told = {version, begin + size};
}

}  // namespace moa::web
