#include "web/src/inspector_mirror.hpp"

#include <utility>

#include "run/input.hpp"
#include "view/panels/node_facts.hpp"

namespace moa::web {
namespace {

Json prompt_json(const run::RunState& state, run::NodeId id) {
    Json prompt = Json::array();
    for (const wire::ChatMessage& message : run::prompt_of(state, id))
        prompt.push_back({message.role, message.content});
    return prompt;
}

}  // namespace

Json InspectorMirror::facts_of(const run::Node& node) const {
    const mixture::Providers& providers = workspace_.configuration().providers();
    Json list = Json::array();
    list.push_back({"Model", node.model});
    list.push_back({"Provider", mixture::provider_label(providers, node.provider)});
    list.push_back({"State", run::to_string(node.state)});
    // Times that still run would be told ten times a second.
    if (node.ended_at == no_time) return list;
    for (auto& [label, value] : view::call_figures(node, node.ended_at))
        list.push_back({label, std::move(value)});
    return list;
}

Json InspectorMirror::changes(TextShare& share) {
    const auto selected = workspace_.conversation().selected();
    const run::RunState& state = workspace_.shown();
    const run::Node* node = selected ? state.find(*selected) : nullptr;
    if (node == nullptr) return std::exchange(open_, false) ? Json() : Json::object();
    const std::uint64_t version = workspace_.on_screen().text_version(*node);
    const std::string id = run::to_string(node->id);
    const std::uint64_t number = workspace_.on_screen().number();
    Json changed = Json::object();
    const bool other =
        !std::exchange(open_, true) || std::get<0>(shown_) != id || std::get<1>(shown_) != number;
    if (other) {
        reasoning_ = DocumentTeller();
        answer_ = DocumentTeller();
    }
    if (Shown now{id, number, version, node->state, node->attempt}; other || now != shown_) {
        shown_ = std::move(now);
        changed["title"] = id + " " + node->label;
        changed["facts"] = facts_of(*node);
        changed["prompt"] = prompt_json(state, node->id);
    }
    if (Json text = answer_.changes(node->text, version, share); !text.empty())
        changed["answer"] = std::move(text);
    if (Json text = reasoning_.changes(node->reasoning, version, share); !text.empty())
        changed["reasoning"] = std::move(text);
    return changed;
}

}  // namespace moa::web
