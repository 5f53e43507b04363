import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts({
  en: {
    axisBy: 'Axis: {axis}',
    'axis.by.epoch': 'Epoch',
    'axis.by.step': 'Step',
    'axis.by.time': 'Time',
    'axis.by.clock': 'Clock',
    'axis.title.epoch': 'epoch',
    'axis.title.step': 'step',
    'axis.title.time': 'training time',
    'axis.title.clock': 'clock time',
    atStep: 'Step {n}',
    afterTime: 'After {time}',
    nextAxis: 'Next axis of the charts',
  },
  zh: {
    axisBy: '横轴：{axis}',
    'axis.by.epoch': '轮',
    'axis.by.step': '步',
    'axis.by.time': '用时',
    'axis.by.clock': '时刻',
    'axis.title.epoch': '轮',
    'axis.title.step': '步',
    'axis.title.time': '训练用时',
    'axis.title.clock': '时刻',
    atStep: '第 {n} 步',
    afterTime: '{time} 后',
    nextAxis: '切换图表横轴',
  },
});
