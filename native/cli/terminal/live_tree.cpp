#include "native/cli/terminal/live_tree.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "figures.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "run/node_sentence.hpp"
#include "run/sentences.hpp"

namespace moa::cli {
namespace {

using run::Node;
using run::NodeState;

using Layer = std::vector<Node>;

struct Look {
    std::string_view shape;
    std::string_view colour;  ///< ANSI "select graphic rendition" parameters
};

Look look_of(const Node& node) {
    switch (node.state) {
        case NodeState::queued:
            return {"◌", "2"};
        case NodeState::waiting:
            return {"○", "2"};
        case NodeState::thinking:
            return {"⋯", "35"};
        case NodeState::streaming:
            return {"≡", "32"};
        case NodeState::done:
            return node.is_cut() ? Look{"✓", "33"} : Look{"✓", "34"};
        case NodeState::failed:
            return {"!", "31"};
        case NodeState::cancelled:
            return {"×", "33"};
        case NodeState::skipped:
            return {"–", "2"};
    }
    return {" ", "0"};
}

bool is_at_work(NodeState state) {
    return state != NodeState::queued && !run::has_ended(state);
}

bool is_at_work(const Layer& layer) {
    return std::any_of(layer.begin(), layer.end(), [](const Node& node) { return is_at_work(node.state); });
}

bool has_ended(const Layer& layer) {
    return std::all_of(layer.begin(), layer.end(),
                       [](const Node& node) { return run::has_ended(node.state); });
}

std::string padded(std::string text, int columns) {
    const int missing = columns - text_width(text);
    if (missing > 0) text.append(static_cast<std::size_t>(missing), ' ');
    return text;
}

/// How a line is put together: plain text is measured, colours are not.
class Line {
  public:
    explicit Line(const TreeStyle& style) : left_(style.columns), colour_(style.colour) {}

    int left() const { return left_; }
    void add(std::string_view text, std::string_view colour = {}) {
        const std::string fitting = cut_to_width(text, left_);
        left_ -= text_width(fitting);
        if (colour_ && !colour.empty() && !fitting.empty()) {
            text_ += "\x1b[" + std::string(colour) + "m" + fitting + "\x1b[0m";
        } else {
            text_ += fitting;
        }
    }
    std::string take() { return std::move(text_); }

  private:
    std::string text_;
    int left_;
    bool colour_;
};

Millis time_of(const Node& node, Millis elapsed) {
    if (node.began_at() == no_time) return no_time;
    return (node.ended_at == no_time ? elapsed : node.ended_at) - node.began_at();
}

/// What there is to say beside the figures: the error, or the end of the text.
std::string remark_of(const run::RunState& state, const Node& node, Millis elapsed, int columns) {
    if (node.queued || node.state == NodeState::waiting)
        return cut_to_width(harmless(run::node_sentence(state, node, elapsed), true), columns);
    if (node.state == NodeState::failed && node.error) {
        return cut_to_width(harmless(describe(*node.error), true), columns);
    }
    if (node.state == NodeState::done || node.state == NodeState::skipped)
        return cut_to_width(harmless(run::node_note(state, node), true), columns);
    const std::string& source = node.text.empty() ? node.reasoning : node.text;
    // At most four bytes make a column, but for marks that take none: twice that is plenty.
    const std::size_t enough = static_cast<std::size_t>(std::max(columns, 0)) * 8;
    std::string_view end = source;
    if (end.size() > enough) {
        end.remove_prefix(end.size() - enough);
        while (!end.empty() && (static_cast<unsigned char>(end.front()) & 0xC0u) == 0x80)
            end.remove_prefix(1);
    }
    return tail_to_width(harmless(end, true), columns);
}

std::string node_line(const run::RunState& state, const Node& node, bool last, Millis elapsed,
                      int name_columns, const TreeStyle& style) {
    const Look look = look_of(node);
    Line line(style);
    line.add(last ? "└ " : "├ ", "2");
    line.add(look.shape, look.colour);
    line.add(" " + padded(to_string(node.id), 4) + " ", "2");
    line.add(padded(cut_to_width(harmless(node.label, true), name_columns), name_columns) + " ");
    const std::string word = node.is_cut() ? "cut short" : std::string(run::state_word(state, node));
    line.add(padded(word, 9), look.colour);
    const Millis time = time_of(node, elapsed);
    std::array<char, 48> figures{};
    const double speed = node.tokens_per_second(elapsed);
    if (speed > 0) {
        std::snprintf(figures.data(), figures.size(), " %11s %5.0f tok/s  ", figure::duration(time).c_str(),
                      speed);
    } else {
        std::snprintf(figures.data(), figures.size(), " %11s %11s  ",
                      time == no_time ? "" : figure::duration(time).c_str(), "");
    }
    line.add(figures.data(), "2");
    if (line.left() > 8)
        line.add(remark_of(state, node, elapsed, line.left()), node.state == NodeState::failed ? "31" : "2");
    return line.take();
}

std::string layer_title(const run::RunState& state, std::size_t index) {
    if (index + 1 == state.layers.size()) return "Aggregator";
    return "Layer " + std::to_string(index + 1);
}

std::string folded_line(const run::RunState& state, std::size_t index, const TreeStyle& style) {
    const Layer& layer = state.layers[index];
    std::string text = "  ";
    for (const NodeState each :
         {NodeState::queued, NodeState::waiting, NodeState::thinking, NodeState::streaming, NodeState::done,
          NodeState::failed, NodeState::cancelled, NodeState::skipped}) {
        const auto count = std::count_if(layer.begin(), layer.end(),
                                         [each](const Node& node) { return node.state == each; });
        if (count == 0) continue;
        if (text.size() > 2) text += ", ";
        text += std::to_string(count) + " " + std::string(to_string(each));
    }
    Line line(style);
    line.add(layer_title(state, index), "1");
    line.add(text, "2");
    return line.take();
}

/// Rows each layer takes when written out: title and nodes.
std::size_t open_rows(const Layer& layer) {
    return layer.size() + 1;
}

/// Which layers fold so that the tree fits into `rows`: queued ones first, then finished ones, then the rest.
std::vector<bool> choose_folded(const run::RunState& state, std::size_t rows) {
    std::vector<bool> folded(state.layers.size(), false);
    std::size_t needed = 0;
    for (const Layer& layer : state.layers)
        needed += open_rows(layer);
    const auto fold_where = [&](auto wanted) {
        for (std::size_t i = 0; i < state.layers.size() && needed > rows; ++i) {
            if (folded[i] || !wanted(state.layers[i])) continue;
            folded[i] = true;
            needed -= open_rows(state.layers[i]) - 1;
        }
    };
    fold_where([](const Layer& layer) { return !is_at_work(layer) && !has_ended(layer); });
    fold_where([](const Layer& layer) { return has_ended(layer); });
    return folded;
}

/// The nodes of a layer that `rows` have room for: those at work first, in their order.
std::vector<const Node*> choose_nodes(const Layer& layer, std::size_t rows) {
    std::vector<const Node*> nodes;
    for (const Node& node : layer)
        nodes.push_back(&node);
    if (nodes.size() <= rows) return nodes;
    std::stable_partition(nodes.begin(), nodes.end(),
                          [](const Node* node) { return is_at_work(node->state); });
    nodes.resize(rows);
    std::sort(nodes.begin(), nodes.end(), [](const Node* a, const Node* b) { return a->id < b->id; });
    return nodes;
}

void add_layer(std::vector<std::string>& lines, const run::RunState& state, std::size_t index,
               std::size_t room, int name_columns, Millis elapsed, const TreeStyle& style) {
    const Layer& layer = state.layers[index];
    Line title(style);
    title.add(layer_title(state, index), "1");
    lines.push_back(title.take());
    const bool all_fit = layer.size() <= room;
    const std::vector<const Node*> shown = choose_nodes(layer, all_fit ? room : (room > 1 ? room - 1 : 0));
    for (const Node* node : shown) {
        lines.push_back(
            node_line(state, *node, all_fit && node == shown.back(), elapsed, name_columns, style));
    }
    if (!all_fit) {
        Line more(style);
        more.add("└ … and " + std::to_string(layer.size() - shown.size()) + " more", "2");
        lines.push_back(more.take());
    }
}

int name_width(const run::RunState& state, const TreeStyle& style) {
    int widest = 8;
    for (const Layer& layer : state.layers) {
        for (const Node& node : layer)
            widest = std::max(widest, text_width(harmless(node.label, true)));
    }
    return std::min({widest, 32, std::max(8, style.columns / 3)});
}

}  // namespace

std::vector<std::string> tree_lines(const run::RunState& state, Millis elapsed, const TreeStyle& style) {
    const auto budget = static_cast<std::size_t>(std::max(3, style.rows - 1));
    std::vector<std::string> lines;
    Line head(style);
    head.add(harmless(state.recipe.name, true), "1");
    head.add("  " + figure::duration(state.running() ? state.worked(elapsed) : state.worked()) + "  ", "2");
    head.add(harmless(status_sentence(state), true));
    lines.push_back(head.take());

    const std::size_t rows = budget - 1;
    const std::vector<bool> folded = choose_folded(state, rows);
    const int name_columns = name_width(state, style);
    for (std::size_t i = 0; i < state.layers.size() && lines.size() < budget; ++i) {
        std::size_t below = 0;  // rows the layers after this one take at least
        for (std::size_t j = i + 1; j < state.layers.size(); ++j)
            below += folded[j] ? 1 : 2;
        const std::size_t left = budget - lines.size();
        const std::size_t room = left > below + 1 ? left - below - 1 : 0;
        if (folded[i] || room == 0) {
            lines.push_back(folded_line(state, i, style));
        } else {
            add_layer(lines, state, i, room, name_columns, elapsed, style);
        }
    }
    if (state.running() && !state.answer().empty() && lines.size() + 2 < budget) {
        lines.emplace_back();
        constexpr std::size_t most = 8;
        const std::size_t room = std::min(most, budget - lines.size());
        for (std::string& line : last_wrapped_lines(state.answer(), style.columns, room))
            lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace moa::cli
