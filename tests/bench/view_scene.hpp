// A view of a run whose every answer is written by the bench, drawn without a graphics card.
#pragma once

#include <string>
#include <vector>

#include "unit/view/fake_shell.hpp"

namespace moa::bench {

/// A network that answers all open calls alike.
class HandNetwork final : public run::Transport {
  public:
    void start(run::Call call, run::TransportEvents& events) override;
    void cancel(run::CallId) override {}
    void heads();
    void text(const std::string& words);
    /// Ends every open call; calls of the next layer may begin meanwhile.
    void finish();

  private:
    void event(const std::string& json);
    run::TransportEvents* receiver_ = nullptr;
    std::vector<run::CallId> ids_;
};

/// What is run before the aggregator.
struct SceneShape {
    int layers = 0;  ///< of proposers; with none the aggregator answers alone
    int agents = 0;  ///< a layer
};

/// A run whose earlier layers are done and whose last layer of proposers (or only the aggregator) is
/// streaming.
class Scene {
  public:
    /// Every answer holds about `bytes` of Markdown.
    Scene(SceneShape shape, std::size_t bytes);

    /// `words` for every streaming node, then a frame; milliseconds of the frame's processor work.
    double frame(const std::string& words);
    /// A frame of what is there.
    double draw();
    /// Costs of `count` frames, sorted; glyphs are baked and caches warm before the first.
    std::vector<double> frames(int count, const std::string& words = " word");
    /// `answer` for every streaming node at once, then frames until none is wanted; their costs, sorted.
    std::vector<double> frames_of(const std::string& answer);
    /// Lets time pass as a shell does: a frame only when the view wants one. Returns how many were drawn.
    int pass(Millis duration);

    session::Workspace& workspace() { return workspace_; }
    /// Edges that the last frame painted.
    std::size_t edges() const { return painter_.last.size(); }

  private:
    struct Context {
        Context() { ImGui::SetCurrentContext(context = ImGui::CreateContext()); }
        ~Context() { ImGui::DestroyContext(context); }
        Context(const Context&) = delete;
        Context& operator=(const Context&) = delete;
        ImGuiContext* context;
    };
    void write(std::size_t bytes);

    Context context_;
    Millis clock_ = 0;
    HandNetwork network_;
    session::Workspace workspace_{{&network_, [this] { return clock_; }}};
    view::testing::FakeGlyphs glyphs_;
    view::testing::FakePainter painter_;
    screen::Look look_;
    view::View view_{workspace_, glyphs_, painter_};
};

}  // namespace moa::bench
