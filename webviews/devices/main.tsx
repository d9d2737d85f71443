import '../shared/base.css'; import './devices.css';
